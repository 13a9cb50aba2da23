"""When no model can be had, one line says which, why, and the three ways to get one."""

from pathlib import Path

import pytest

from transcribe.models import ModelUnavailable, find_model
from transcribe.whisper import WhisperEngine


def complaint(model: str) -> str:
    with pytest.raises(ModelUnavailable) as caught:
        find_model(model)
    line = str(caught.value)
    assert "\n" not in line
    for way in ("--model DIR", "--model small", "--model models/speech-demo"):
        assert way in line
    return line


def test_a_directory_that_is_not_there(tmp_path: Path) -> None:
    assert "there is no such directory" in complaint(str(tmp_path / "gone"))
    assert "there is no such directory" in complaint("./gone")


def test_a_directory_beside_us_is_not_taken_for_a_hub_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "models").mkdir()
    monkeypatch.chdir(tmp_path)
    assert "there is no such directory" in complaint("models/speech-demo")


def test_a_directory_without_a_model(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    assert "lacks model.bin, tokenizer.json" in complaint(str(tmp_path))


def test_a_file_in_place_of_a_directory(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"x")
    assert "a file, not a directory" in complaint(str(tmp_path / "model.bin"))


def test_a_name_that_no_model_has() -> None:
    assert "no model has this name" in complaint("smal")


@pytest.mark.parametrize("name", ["small", "someone/some-model"])
def test_a_name_without_a_network(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    assert "it is not downloaded, and cannot be" in complaint(name)


def test_a_directory_with_a_broken_model(tmp_path: Path) -> None:
    for name in ("model.bin", "config.json", "tokenizer.json", "vocabulary.json"):
        (tmp_path / name).write_text("{}")
    with pytest.raises(ModelUnavailable, match="cannot be loaded"):
        WhisperEngine.load(str(tmp_path))


def test_a_directory_with_a_model_is_found(tmp_path: Path) -> None:
    for name in ("model.bin", "config.json", "tokenizer.json"):
        (tmp_path / name).write_text("{}")
    assert find_model(str(tmp_path)) == tmp_path
