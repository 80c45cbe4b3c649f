"""Where a run's work is done: in processes of this machine (local.py), or on a Ray cluster (ray.py)."""
