"""Video editing and music by conversation, inside a Jupyter notebook.

In a notebook: ``%load_ext nemo_nb``, then ``%%nemo add calm lo-fi``. In Python::

    from nemo_nb import NemoClient

    with NemoClient() as client:
        project = client.project()
        project.upload("trip.mp4")
        reply = project.chat("add calm lo-fi")
        video = project.export("scored.mp4")

The public names stand in ``__init__.pyi`` and load on first use, so that ``import nemo_nb`` stays cheap.
"""

import lazy_loader

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
