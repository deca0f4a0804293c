"""Run by the Python that has doccano: imports a file of ours by doccano's own import into a
database of its own, and prints the rows that it made. Knows nothing of our program.
"""

import json
import os
import sys
from importlib.util import find_spec
from pathlib import Path

out, home, task = sys.argv[1:]
package = find_spec("backend")
sys.path.insert(0, str(Path(package.submodule_search_locations[0])))
os.environ.update(
    DJANGO_SETTINGS_MODULE="config.settings.production",
    DATABASE_URL=f"sqlite:///{home}/db.sqlite3",
    MEDIA_ROOT=f"{home}/media",
)

import django  # noqa: E402

django.setup()

from data_import.datasets import load_dataset  # noqa: E402
from data_import.pipeline.catalog import JSONL, RELATION_EXTRACTION  # noqa: E402
from data_import.pipeline.readers import FileName  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from examples.models import Example  # noqa: E402
from labels.models import Relation, Span  # noqa: E402
from projects.models import ProjectType, SequenceLabelingProject  # noqa: E402

call_command("migrate", verbosity=0)
call_command("create_roles", verbosity=0)
user = User.objects.create_user("ana", password="not-secret-1")
project = SequenceLabelingProject.objects.create(
    name="ours",
    project_type=ProjectType.SEQUENCE_LABELING,
    created_by=user,
    allow_overlapping=True,
    use_relation=True,
)
file = FileName(full_path=out, generated_name=os.path.basename(out), upload_name="ours.jsonl")
kind = RELATION_EXTRACTION if task == "relations" else ProjectType.SEQUENCE_LABELING
dataset = load_dataset(kind, JSONL, [file], project, encoding="utf_8")
dataset.save(user, batch_size=1000)
rows = [
    {
        "text": example.text,
        "spans": [
            [each.start_offset, each.end_offset, each.label.text]
            for each in Span.objects.filter(example=example).order_by("id")
        ],
        "relations": [
            [each.from_id.start_offset, each.from_id.end_offset,
             each.to_id.start_offset, each.to_id.end_offset, each.type.text]
            for each in Relation.objects.filter(example=example).order_by("id")
        ],
    }
    for example in Example.objects.filter(project=project).order_by("id")
]  # fmt: skip
print(json.dumps({"rows": rows, "errors": [str(each) for each in dataset.errors]}))
