"""What all tests share: Hypothesis draws the same cases each time, unless asked to search.

With LANYARD_WITHOUT_CBRRR set, everything runs as on a machine where that library could not be compiled.
"""

import os
import sys
from typing import Any, cast

from hypothesis import HealthCheck, settings

if os.environ.get("LANYARD_WITHOUT_CBRRR"):
    cast("dict[str, Any]", sys.modules)["cbrrr"] = None  # importing it now fails

settings.register_profile(
    "same", derandomize=True, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", settings.get_profile("same"), derandomize=False, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
