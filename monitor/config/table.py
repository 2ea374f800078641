"""The ground on which every table of `sites.toml` stands."""

from pydantic import BaseModel, ConfigDict


class ConfigTable(BaseModel):
    """A table of the file; a key it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)
