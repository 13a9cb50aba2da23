import struct

from review_ui.artwork import FILE, draw_artwork


def test_the_shipped_picture_is_the_drawn_one_and_fits_podcast_directories() -> None:
    shipped = FILE.read_bytes()
    assert shipped == draw_artwork()
    width, height, depth, colours = struct.unpack(">IIBB", shipped[16:26])
    assert width == height
    assert 1400 <= width <= 3000
    assert (depth, colours) == (8, 2)  # RGB, no transparency
    assert len(shipped) < 500_000
