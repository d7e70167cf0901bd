"""What can be set? ``%config Nemo.language = "zh"``, or a line in IPython's own configuration."""

from __future__ import annotations

import warnings
from copy import deepcopy
from typing import Any

from traitlets import Bool, Enum, Float, TraitError, Unicode, observe, validate
from traitlets.config import Configurable

from nemo_nb.protocol import DEFAULT_SKILL, SKILLS
from nemo_nb.timeline import LANGUAGES, language_of, speak

from .video import show_up_to


class Nemo(Configurable):
    """How the magics and the panel of one kernel behave. All of it can change at any time."""

    language = Enum(
        ("auto", *LANGUAGES), default_value="auto", help="What we speak; auto follows what you write."
    ).tag(config=True)
    skill = Enum(tuple(SKILLS), default_value=DEFAULT_SKILL, help="As %nemo skill NAME.").tag(config=True)
    service = Unicode("auto", help="As %nemo connect: auto, local, cloud or an address.").tag(config=True)
    auto = Bool(False, help="Do at once what a reply asks for, as --auto does.").tag(config=True)
    quiet = Bool(False, help="Show nothing, as --quiet does.").tag(config=True)
    embed = Float(2.0, min=0.0, help="Videos up to so many MB are kept inside the notebook.").tag(config=True)

    _adopted = False
    _heard: str | None = None

    def update_config(self, config: Any) -> None:
        """Take values over. A wrong one is forgotten again, or it would be in the way of all later ones."""
        before = deepcopy(self.config)
        try:
            super().update_config(config)
        except TraitError:
            self.config = before
            raise

    def adopt(self, config: Any) -> None:
        """Take over what IPython's configuration says, the first time; a reload keeps what is set by then."""
        if self._adopted:
            return
        self._adopted = True
        try:
            self.update_config(config)
        except TraitError as error:
            warnings.warn(f"Nemo: {error}", stacklevel=2)

    @validate("service")
    def _check_service(self, proposal: Any) -> str:
        where = str(proposal["value"])
        if where not in ("auto", "local", "cloud") and not where.startswith(("http://", "https://")):
            raise TraitError("service is auto, local, cloud, or an address that begins with https://")
        return where

    @observe("language")
    def _speak(self, change: Any) -> None:
        if change["new"] != "auto":
            speak(change["new"])

    @observe("embed")
    def _embed(self, change: Any) -> None:
        show_up_to(round(change["new"] * 1_000_000))

    def hear(self, text: str) -> None:
        """Follow the language of what a person wrote, unless one is set."""
        heard = language_of(text) if self.language == "auto" else None
        if heard is not None:
            self._heard = heard
            speak(heard)

    @property
    def spoken(self) -> str | None:
        """The language that is set, or was heard last; None before either."""
        return self._heard if self.language == "auto" else str(self.language)
