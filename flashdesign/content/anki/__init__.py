"""Reading packages of Anki: .apkg and .colpkg files that nobody vouches for."""
