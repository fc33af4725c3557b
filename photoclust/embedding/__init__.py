"""Models and the embedder that runs them. The only package that imports mediapipe."""
