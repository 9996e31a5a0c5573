"""What lies here as others published it is what they published."""

from hashlib import sha256

import pytest

from tests.house.source import SRC

PUBLISHED = {
    "web/static/htmx.min.js": "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717",
    "exports/fonts/OFL.txt": "17e355067c8284f47743a1ee3b1ef7ff684ff0601eda357f9353b10b3016ab31",
    "exports/fonts/Vazirmatn-Bold.ttf": "f635fdbea28f265de395ba83b4b1570dcf2f58d13c65469e61903b1c2d2ae723",
    "exports/fonts/Vazirmatn-Regular.ttf": "b69fd4c680b8f3f225feabcc655a2c585d97627b8f5f5c0f9985e894069f3a56",
}


@pytest.mark.parametrize("path", PUBLISHED)
def test_a_file_of_somebody_elses_is_as_it_was_published(path: str) -> None:
    assert sha256((SRC / "lanyard" / path).read_bytes()).hexdigest() == PUBLISHED[path]
