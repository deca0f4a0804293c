"""The codebook: labels added, renamed, merged and retired; fields and the project's properties."""

import pytest

from annotator import codebook as codebooks
from annotator.edits import labels
from annotator.errors import BadInput, Refused
from tests.scene import Scene, dump


def test_a_label_is_added_at_the_end_and_can_be_given_at_once(scene: Scene) -> None:
    made = scene.do(labels.add, "Weapon", "WEAP", "other", conll="MISC", definition="A weapon.")
    label = scene.project.codebook.active_labels[-1]
    assert (label.id, label.name, label.conll) == (made, "Weapon", "MISC")
    assert scene.label("Kremlin", "Weapon").label == made


@pytest.mark.parametrize(
    ("name", "code", "family", "key", "why"),
    [
        ("PER", "PX", "who", "", "is used by two labels"),
        ("Weapon", "PER", "other", "", "is used by two labels"),
        ("Weapon", "WEAP", "other", "1", "is used by two labels"),
        ("Weapon", "WEAPON", "other", "", "one to four letters"),
        ("Weapon", "WEAP", "things", "", "unknown family"),
        (" ", "WEAP", "other", "", "needs a name"),
    ],
)
def test_a_label_that_cannot_stand_is_refused(
    scene: Scene, name: str, code: str, family: str, key: str, why: str
) -> None:
    before = dump(scene.project.path)
    with pytest.raises(Refused, match=why):
        scene.do(labels.add, name, code, family, key=key)
    assert dump(scene.project.path) == before


def test_a_renamed_label_is_shown_on_every_mention_at_once(scene: Scene) -> None:
    span = scene.label("Kremlin", "ORG")
    scene.do(labels.change, span.label, "name", "Organisation")
    assert scene.page.codebook.label(span.label or 0).name == "Organisation"
    with pytest.raises(Refused, match="is used by two labels"):
        scene.do(labels.change, span.label, "name", "PER")


def test_a_merged_label_counts_as_the_other_for_known_names_and_twins(scene: Scene) -> None:
    first = scene.label("Kremlin", "FAC")
    fac, loc = scene.id_of("FAC"), scene.id_of("LOC")
    scene.do(labels.merge, fac, loc)
    assert scene.label("Kremlin", "LOC", 1).entity == first.entity
    with pytest.raises(Refused, match="already are LOC"):
        scene.label("Kremlin", "LOC")
    for pair in ((loc, fac), (loc, loc)):
        with pytest.raises(Refused, match="Choose another label"):
            scene.do(labels.merge, *pair)


def test_merging_on_keeps_all_labels_one(scene: Scene) -> None:
    span = scene.label("Kremlin", "FAC")
    fac, loc, gpe = (scene.id_of(name) for name in ("FAC", "LOC", "GPE"))
    scene.do(labels.merge, fac, loc)
    scene.do(labels.merge, loc, gpe)
    assert scene.page.codebook.label(span.label or 0).id == gpe
    with pytest.raises(Refused, match="Choose another label"):
        scene.do(labels.merge, gpe, fac)


def test_a_retired_label_is_kept_by_its_mentions_and_offered_no_more(scene: Scene) -> None:
    span = scene.label("Kremlin", "FAC")
    scene.do(labels.retire, span.label)
    assert "FAC" not in [label.name for label in scene.project.codebook.active_labels]
    assert scene.page.codebook.label(span.label or 0).name == "FAC"
    with pytest.raises(Refused, match="Choose another label that is in use"):
        scene.do(labels.merge, scene.id_of("LOC"), span.label)
    scene.do(labels.retire, span.label, False)
    assert scene.label("Kremlin", "FAC", 1)


def test_fields_are_replaced_by_those_of_a_toml_and_labels_left_alone(scene: Scene) -> None:
    before = scene.project.codebook
    toml = 'name = "mine"\n[[fields]]\nid = "tone"\nname = "Tone"\nlayer = "claim"\n'
    scene.do(labels.set_fields, toml)
    assert [field.id for field in scene.project.codebook.fields] == ["tone"]
    assert scene.project.codebook.labels == before.labels
    scene.undo()
    assert scene.project.codebook == before
    with pytest.raises(BadInput, match="line 2"):
        scene.do(labels.set_fields, 'name = "mine"\n[[fields]]\nid = "T"\nlayer = "claim"\n')
    scene.do(labels.set_fields, codebooks.dump(before))
    assert scene.project.codebook == before


def names(scene: Scene) -> list[str]:
    return [label.name for label in scene.project.codebook.active_labels]


def test_a_label_moves_one_place_and_back_by_one_undo(scene: Scene) -> None:
    before = names(scene)
    scene.do(labels.move, scene.id_of("ORG"), -1)
    assert names(scene)[:3] == ["ORG", "PER", "GPE"]
    scene.do(labels.move, scene.id_of("ORG"), 1)
    assert names(scene) == before
    with pytest.raises(Refused, match="no label to move it past"):
        scene.do(labels.move, scene.id_of("PER"), -1)
    scene.undo()
    assert names(scene)[:2] == ["ORG", "PER"]


def test_moving_passes_over_retired_labels(scene: Scene) -> None:
    scene.do(labels.retire, scene.id_of("ORG"))
    scene.do(labels.move, scene.id_of("GPE"), -1)
    assert names(scene)[:2] == ["GPE", "PER"]


def test_a_codebook_is_taken_over_by_name_in_one_step(scene: Scene) -> None:
    span = scene.label("Kremlin", "ORG")
    before = scene.project.codebook
    toml = """
name = "desk"
[[labels]]
name = "Weapon"
code = "WEAP"
family = "other"
key = "1"
[[labels]]
name = "org"
code = "ORG"
family = "body"
key = "3"
definition = "Any body."
[[fields]]
id = "tone"
layer = "claim"
"""
    scene.do(labels.take_over, toml)
    book = scene.project.codebook
    assert book.name == "desk"
    assert [field.id for field in book.fields] == ["tone"]
    assert names(scene)[:3] == ["Weapon", "org", "PER"]
    assert book.label(span.label or 0).definition == "Any body."
    keys = {label.name: label.key for label in book.active_labels}
    assert (keys["Weapon"], keys["org"], keys["PER"], keys["GPE"]) == ("1", "3", "", "")
    assert set(names(scene)) == {"Weapon", "org"} | {x.name for x in before.labels} - {"ORG"}
    scene.undo()
    assert scene.project.codebook == before


def test_a_codebook_that_is_at_fault_is_not_taken_over(scene: Scene) -> None:
    before = scene.project.codebook
    with pytest.raises(BadInput, match="line 2"):
        scene.do(labels.take_over, 'name = "x"\n[[labels]]\nname = "A"\nfamily = "things"\n')
    clash = 'name = "x"\n[[labels]]\nname = "A"\ncode = "PER"\nfamily = "who"\n'
    with pytest.raises(Refused, match="is used by two labels"):
        scene.do(labels.take_over, clash)
    assert scene.project.codebook == before


def test_the_guidelines_are_a_property_of_the_project(scene: Scene) -> None:
    scene.do(labels.set_property, "guidelines", "# How we mark")
    assert scene.project.property_named("guidelines") == "# How we mark"
    scene.do(labels.set_property, "guidelines", "# Otherwise")
    scene.undo()
    assert scene.project.property_named("guidelines") == "# How we mark"
    scene.undo()
    assert scene.project.property_named("guidelines") == ""
