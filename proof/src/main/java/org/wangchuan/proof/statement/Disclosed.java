package org.wangchuan.proof.statement;

import java.util.Optional;

/**
 * The parts of a statement that travel beside it and that a holder may leave out; absent means "not
 * shown here", not "does not exist". Of a drive or an image these are target and work, of a phone phone and phoneWork, and with its clearing the statements of producers that
 * its record fits.
 */
public record Disclosed(
        Optional<Target> target,
        Optional<Work> work,
        Optional<Asset> asset,
        Optional<Phone> phone,
        Optional<PhoneWork> phoneWork,
        Optional<ProducersShown> producers) {
    /** Nothing shown. */
    public static final Disclosed NOTHING = new Disclosed(Optional.empty(), Optional.empty(), Optional.empty());

    /** @throws IllegalArgumentException for facts of a drive beside those of a phone */
    public Disclosed {
        boolean isOfPhone = phone.isPresent() || phoneWork.isPresent() || producers.isPresent();
        if ((target.isPresent() || work.isPresent()) && isOfPhone) {
            throw new IllegalArgumentException("facts of a drive beside those of a phone");
        }
    }

    /** Of a drive, an image, or nothing. */
    public Disclosed(Optional<Target> target, Optional<Work> work, Optional<Asset> asset) {
        this(target, work, asset, Optional.empty(), Optional.empty());
    }

    /** Without statements of producers. */
    public Disclosed(
            Optional<Target> target,
            Optional<Work> work,
            Optional<Asset> asset,
            Optional<Phone> phone,
            Optional<PhoneWork> phoneWork) {
        this(target, work, asset, phone, phoneWork, Optional.empty());
    }

    /** What a start statement has to show. */
    public static Disclosed ofStart(Target target, Optional<Asset> asset) {
        return new Disclosed(Optional.of(target), Optional.empty(), asset);
    }

    /** What a clearing statement has to show. */
    public static Disclosed ofClearing(Target target, Work work, Optional<Asset> asset) {
        return new Disclosed(Optional.of(target), Optional.of(work), asset);
    }

    /** What the start statement of a phone has to show. */
    public static Disclosed ofPhoneStart(Phone phone, Optional<Asset> asset) {
        return new Disclosed(Optional.empty(), Optional.empty(), asset, Optional.of(phone), Optional.empty());
    }

    /** What the clearing statement of a phone has to show. */
    public static Disclosed ofPhoneClearing(Phone phone, PhoneWork work, Optional<Asset> asset) {
        return new Disclosed(Optional.empty(), Optional.empty(), asset, Optional.of(phone), Optional.of(work));
    }

    /** The same with the statements of producers that the record fits, if there are any. */
    public Disclosed with(Optional<ProducersShown> shown) {
        return new Disclosed(target, work, asset, phone, phoneWork, shown);
    }

    /** Whether it shows which drive, image or phone it is about. */
    public boolean isOfSomething() {
        return target.isPresent() || phone.isPresent();
    }

    /** Whether it shows how that was erased. */
    public boolean showsWork() {
        return work.isPresent() || phoneWork.isPresent();
    }

    /** The serial number of the drive or phone that it shows. */
    public Optional<String> serial() {
        return target.flatMap(Target::serial).or(() -> phone.flatMap(Phone::serial));
    }
}
