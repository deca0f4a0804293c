"""Run by the Python that has Label Studio's SDK: validates a file of tasks against its
configuration and prints what is wrong. Knows nothing of our program.
"""

import json
import sys

from label_studio_sdk.label_interface import LabelInterface

tasks, config = sys.argv[1:]
with open(config, encoding="utf-8") as file:
    interface = LabelInterface(file.read())
with open(tasks, encoding="utf-8") as file:
    loaded = json.load(file)
faults = []
for task in loaded:
    for one in task["annotations"]:
        if not interface.validate_annotation(one):
            faults += [
                each
                for each in one["result"]
                if not interface.validate_annotation({"result": [each]})
            ]
print(json.dumps(faults))
