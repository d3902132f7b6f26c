"""The technical manual, which writes itself: prose from resources/manual, every figure from what ships."""
