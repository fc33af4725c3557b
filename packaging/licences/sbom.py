"""Writes the bill of materials: CycloneDX 1.6 as JSON, the same bytes for the same bundle."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from licences.component import Component

SCHEMA = "http://cyclonedx.org/schema/bom-1.6.schema.json"


def written(components: Sequence[Component], bundle: Path) -> str:
    """The whole file.

    Args:
        components: The program itself comes first.
        bundle: The folder that their files lie in; each is read for its checksum.
    """
    program, *others = components
    refs = {component.key: _ref(component) for component in components}
    inner: dict[str, list[str]] = {}
    for component in others:
        for host in component.inside:
            inner.setdefault(host, []).append(refs[component.key])
    # What only lies inside others hangs on those; the rest on the program.
    direct = [refs[component.key] for component in others if component.files or component.modules]
    content: dict[str, Any] = {
        "metadata": {
            "lifecycles": [{"phase": "build"}],
            "component": _component(program, refs, bundle),
        },
        "components": [_component(component, refs, bundle) for component in others],
        "dependencies": [
            {"ref": refs[program.key], "dependsOn": sorted({*direct, *inner.get(program.key, [])})},
            *({"ref": refs[other.key], "dependsOn": sorted(inner.get(other.key, []))} for other in others),
        ],
    }
    # The number follows from the content: another bundle has another one, the same bundle the same.
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(content, sort_keys=True))
    head = {
        "$schema": SCHEMA,
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{number}",
        "version": 1,
    }
    return json.dumps({**head, **content}, indent=1, ensure_ascii=False) + "\n"


def _ref(component: Component) -> str:
    return component.purl or component.key.replace(" ", "-")


def _component(component: Component, refs: dict[str, str], bundle: Path) -> dict[str, Any]:
    made: dict[str, Any] = {"type": component.kind, "bom-ref": refs[component.key], "name": component.name}
    if component.version:
        made["version"] = component.version
    made["licenses"] = [{"expression": component.licence}]
    if component.copyright:
        made["copyright"] = component.copyright
    if component.purl:
        made["purl"] = component.purl
    if component.home:
        made["externalReferences"] = [{"type": "website", "url": component.home}]
    properties = [
        *(("photoclust:inside", refs[key]) for key in sorted(component.inside)),
        *(("photoclust:module", name) for name in sorted(component.modules)),
    ]
    if properties:
        made["properties"] = [{"name": name, "value": value} for name, value in properties]
    if component.files:
        made["components"] = [
            {
                "type": "file",
                "name": file,
                "hashes": [{"alg": "SHA-256", "content": _checksum(bundle / file)}],
            }
            for file in sorted(component.files)
        ]
    return made


def _checksum(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
