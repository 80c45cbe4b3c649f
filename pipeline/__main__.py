"""`python -m pipeline` is `kehoach`."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
