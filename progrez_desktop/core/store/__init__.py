"""Everything kept on disk: one device database and one safe per person, and where texts are rated a rating database.

    folder = DataFolder(path); folder.prepare()                         store.folder
    with instance_lock(folder.lock_file): ...                           store.instance_lock
    device = DeviceStore.create(folder, machine.device_keys(), machine.install_id, at_ms)   store.device_store
    device = DeviceStore.open(folder, machine.device_keys())
        .create_account(account, wraps)  .find_account(email_lookup) -> Account | None  .account(id)  .accounts()
        .wraps(account_id) -> {kind: Wrap}  .replace_wrap(account_id, wrap)
        .sign_in_failures(email_lookup) -> (failures, last_ms)
        .record_sign_in_failure(email_lookup, at_ms)  .move_sign_in_failures(email_lookup, at_ms)
        .clear_sign_in_failures(email_lookup)
        .high_water_ms()  .raise_high_water(now_ms)  .close()
        .outbox: what waits to leave or to be taken in                                      store.outbox
        .organisations: whom profiles may be sent to                                        store.organisations
        .counters: what is counted without names                                            store.counters
        .measures: norms and keys that were found here                                      store.measure_store
    create_safe(folder, account, person_key.safe_keys(), details, inbox_private_key)         store.safe_store
    safe = open_safe(device, account, person_key.safe_keys())
        .details() -> PersonDetails  .save_details(details, at_ms)
        .create_attempt(attempt)  .attempts()  .attempt(id)
        .keep_place(id, position, active_ms)  .finish_attempt(id, at_ms)
        .save_response(attempt_id, item_id, language, value, position=, active_ms=, at_ms=) -> Response
        .responses(attempt_id) -> {item_id: Response}
        .save_result(profile, at_ms)  .result(attempt_id) -> Profile | None
        .save_reading(attempt_id, StoredReading)  .readings(attempt_id) -> {item_id: StoredReading}
        .save_grant(grant)  .grants()  .close()
        .own_details: what may stand on the person's CV, and how they want it               store.own_details_store
        .log: what happened with the person's data                                           store.access_log_store
        .receipts: of what they decided                                                     store.receipt_store
        .rows(): everything, for its owner                                                  store.own_rows
        .releases: what was released, and ratings that came back                            store.safe_releases
        .counted: in which periods the person was counted without their name                store.counted_store
        .transaction_with(device): one transaction over this safe and the outbox of the device
    sealed_file.write(account, recovery, path, at_ms); sealed_file.read(data)               store.sealed_file
    ErasedList(places, key): who stays erased, outside of the database                      store.erased_list
    EndedList(places, key): which releases may no longer leave, outside of the database     store.ended_list
    office = RatingStore.create(folder, key, NewOffice(...), at_ms) | RatingStore.open(folder, key)  store.rating_store

A new account is: find_account (None), person_key.make, inbox.new_key_pair, create_safe, create_account, open_safe.
After opening a safe take a fresh Account from the directory each time: it carries the last known chain head.
"""
