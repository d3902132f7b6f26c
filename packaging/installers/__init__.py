"""What `make package` makes: a one-folder build, and from it a .deb, a tarball and what an Inno Setup needs."""
