"""What can be wrong with training text, a table of examples or a model file."""

from settings.errors import ListenbackError


class TrainingError(ListenbackError):
    """The examples cannot teach a model: too few, all of one cause, or without words."""

    code = "cannot_train"
    status = 422


class ModelFileError(ListenbackError):
    """A file that is not one of our models. It was refused before anything in it could run."""

    code = "bad_model_file"
    status = 422


class ExampleTableError(ListenbackError):
    """A CSV of examples that cannot be evaluated on."""

    code = "bad_example_table"
    status = 422
