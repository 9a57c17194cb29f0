"""The fonts of tests and stills: DejaVu's, as Matplotlib brings them, and no other.

Text then breaks into the same lines on every machine with fontconfig, whatever
is installed there. On macOS and Windows the browser has the system's fonts.
"""

import os
from pathlib import Path

import matplotlib as mpl

FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"
CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <selectfont><rejectfont><glob>{fonts}/STIX*</glob><glob>{fonts}/cm*</glob></rejectfont></selectfont>
  <alias><family>serif</family><prefer><family>DejaVu Serif</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
  <match>
    <edit name="family" mode="append_last"><string>DejaVu Sans</string></edit>
    <edit name="hintstyle"><const>hintslight</const></edit>
  </match>
</fontconfig>
"""


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of a browser that has these fonts; what it needs for them is written into `folder`."""
    file = folder / "fonts.conf"
    file.write_text(CONFIGURATION.format(fonts=FONTS, cache=folder / "cache"), encoding="utf-8")
    return os.environ | {"FONTCONFIG_FILE": str(file)}
