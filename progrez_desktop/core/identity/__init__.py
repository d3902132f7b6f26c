"""Who somebody is to this device: an e-mail address, an age, a password that will do. Pure rules."""
