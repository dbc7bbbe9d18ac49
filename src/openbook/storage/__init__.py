"""What lies in storage (S3, a hub, …) and its copies on this machine."""
