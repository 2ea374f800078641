"""Writes what the program is made of, from a lock file, as CycloneDX JSON (`make sbom`). Needs nothing installed."""

import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

_PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def bill(lock: str, project: dict[str, Any]) -> dict[str, Any]:
    """The bill of materials (CycloneDX 1.5) of *project* with every pin of *lock*; the same lock gives the same bytes."""
    ends = [*(match.start() for match in _PIN.finditer(lock)), len(lock)]
    components = []
    for match, end in zip(_PIN.finditer(lock), ends[1:], strict=True):
        name, version = re.sub(r"[-_.]+", "-", match[1]).lower(), match[2]
        files = _HASH.findall(lock, match.end(), end)
        components.append(
            {
                "type": "library", "bom-ref": f"pkg:pypi/{name}@{version}", "name": name, "version": version,
                "purl": f"pkg:pypi/{name}@{version}",
                "externalReferences": [  # one for each file that the lock allows
                    {"type": "distribution", "url": f"https://pypi.org/project/{name}/{version}/", "hashes": [{"alg": "SHA-256", "content": one}]}
                    for one in files
                ],
            }
        )  # fmt: skip
    own = {
        "type": "application", "bom-ref": project["name"], "name": project["name"],
        "version": project["version"], "licenses": [{"license": {"id": project["license"]}}],
    }  # fmt: skip
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "metadata": {"component": own},
        "components": components,
        "dependencies": [{"ref": project["name"], "dependsOn": [one["bom-ref"] for one in components]}],
    }  # fmt: skip


if __name__ == "__main__":
    root = Path(__file__).parents[1]
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    made = bill(Path(sys.argv[1]).read_text("utf-8"), project)
    Path(sys.argv[2]).write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(f"{sys.argv[2]}: {len(made['components'])} components")
