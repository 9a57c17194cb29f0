"""A book that knows its repository offers to edit, to report an error, and to run a chapter; another offers nothing.

It knows it from the option ``repository_url`` of the theme in ``_config.yml``,
or from GitHub, whose workflows say ``GITHUB_REPOSITORY``. From the repository
follows where the site is published, unless ``html_baseurl`` says so.
"""

import os
from typing import Any
from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError, ExtensionError

BUTTONS = ("use_repository_button", "use_edit_page_button", "use_issues_button")
BINDER, COLAB = "https://mybinder.org", "https://colab.research.google.com"
REPORT = "Report an error"


def repository(config: Config) -> str | None:
    """Return the address of the repository, without a slash at its end, or None."""
    address = config.html_theme_options.get("repository_url", "")
    if not address and os.environ.get("GITHUB_REPOSITORY"):
        address = f"{os.environ.get('GITHUB_SERVER_URL', 'https://github.com')}/{os.environ['GITHUB_REPOSITORY']}"
    if address and len(urlsplit(address).path.strip("/").split("/")) != 2:
        raise ConfigError(f"repository_url must be like https://github.com/owner/name, got {address!r}")
    return address.rstrip("/") or None


def is_on_github(address: str) -> bool:
    """Whether a repository is on GitHub, which publishes pages, and which Colab reads."""
    return urlsplit(address).netloc == "github.com"


def published_at(address: str | None) -> str:
    """Return where GitHub publishes the site of a repository, with a slash at its end, or an empty string."""
    if not address or not is_on_github(address):
        return ""
    owner, name = urlsplit(address).path.strip("/").split("/")
    host = f"{owner.lower()}.github.io"
    return f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"


def offer(app: Sphinx, config: Config) -> None:
    """Set the options of theme and extensions that follow from the repository."""
    address = repository(config)
    if address:
        start = {"notebook_interface": "jupyterlab", "binderhub_url": BINDER}
        start |= {"colab_url": COLAB} if is_on_github(address) else {}
        config.html_theme_options |= {
            "repository_url": address,
            "launch_buttons": start,
            **dict.fromkeys(BUTTONS, True),
        }
        config.html_theme_options.setdefault("repository_branch", "main")
    base = config.html_baseurl or published_at(address)
    config.html_baseurl = config.ogp_site_url = base and f"{base.rstrip('/')}/"
    config.ogp_site_name = config.html_title
    # A page that is not there may be missed at any depth: its links start at the root of the site.
    config.notfound_urls_prefix = urlsplit(config.html_baseurl).path or "/"


def name_buttons(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Name the button for issues by what readers have to say; let that of Colab say what its machines lack.

    Raises
    ------
    ExtensionError
        If there is no button for issues: then the theme has changed, and this must, too.
    """
    options = app.config.html_theme_options
    if not options.get("use_issues_button"):
        return
    buttons = [one for group in context["header_buttons"] for one in group.get("buttons", [])]
    issues = [one for one in buttons if one.get("label") == "source-issues-button"]
    if len(issues) != 1:
        raise ExtensionError(f"{page}: the theme has {len(issues)} buttons for issues, not 1")
    issues[0] |= {"text": REPORT, "tooltip": REPORT}
    for button in buttons:
        if button["text"] == "Colab":
            button["tooltip"] = f"Colab: first run %pip install anywidget git+{options['repository_url']}"


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension."""
    app.connect("config-inited", offer, priority=100)  # before those who read the options
    app.connect("html-page-context", name_buttons, priority=600)  # when the theme has made its buttons
    return {"parallel_read_safe": True, "parallel_write_safe": True}
