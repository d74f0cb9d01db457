from tests.processi import base_a_parte, base_modello  # noqa: F401 – fixtures
