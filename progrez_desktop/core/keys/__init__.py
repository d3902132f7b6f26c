"""Every key of the product: machine key, data keys, wraps and recovery codes. Only here: cryptography, argon2, keyring.

    machine_key.install(path, way_in, entropy) -> (MachineKey, recovery code)     once, at install
    machine_key.open_with_os_store | open_with_passphrase | open_with_recovery(path, ...) -> MachineKey
    machine_key.ephemeral(entropy) -> MachineKey                                  throw-away runs, nothing on disk
    person_key.make(account_id, password, pepper, cost, entropy) -> NewPersonKey(key, wraps, recovery_code)
    person_key.open_with_password | open_with_recovery(wraps, account_id, ...) -> PersonKey
    inbox.new_key_pair(entropy) -> InboxKeyPair
    inbox.seal_to(public, plain, label, bound);  inbox.open_sealed(private, sealed, label, bound)
    withdrawal_code.make(entropy) | read(text) -> WithdrawalCode                  release ids and erase secrets
    signing.new_signing_key(entropy);  signing.sign(private, message)
    kdf.calibrate(clock) -> KdfCost;  kdf.DEFAULT_COST
    os_store.find_store(prefer) -> SecretStore

Nothing heavy is imported until a function needs it.
"""
