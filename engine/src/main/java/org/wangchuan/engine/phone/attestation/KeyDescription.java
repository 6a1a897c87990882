package org.wangchuan.engine.phone.attestation;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.wangchuan.engine.phone.attestation.DerReader.MalformedException;

/**
 * What the extension of an attested key's certificate says: Android's {@code KeyDescription}, as source.android.com has it (Security, Keystore, Key and ID attestation,
 * schema of the certificate extension, versions 1 to 400). Of its two lists only what the secure hardware enforces is taken; what software says proves nothing, and is
 * taken only against the phone.
 *
 * @param level where the attestation was made
 * @param challenge what the key was made for, in hex
 * @param boot how the system was booted, if the hardware says
 * @param system Android's version, as a number of six digits: 140000 is 14
 * @param patchMonth its security patch level, as a number: 202408 is August 2024
 * @param maker as the hardware was told in the factory, if that was asked for
 * @param model the same
 * @param isAgainst whether either list says that the system was not booted as it was made
 * @param isNaming whether it holds a number that is of this one device alone: a serial number, an IMEI, a MEID, or a key that no other device has
 */
public record KeyDescription(
        Level level,
        String challenge,
        Optional<Boot> boot,
        OptionalLong system,
        OptionalLong patchMonth,
        Optional<String> maker,
        Optional<String> model,
        boolean isAgainst,
        boolean isNaming) {
    /** What is read of an extension at the most, in bytes. */
    static final int BYTES_MAX = 8 << 10;

    private static final int ROOT_OF_TRUST = 704;
    private static final int OS_VERSION = 705;
    private static final int OS_PATCH_LEVEL = 706;
    private static final int ID_MANUFACTURER = 716;
    private static final int ID_MODEL = 717;
    /** Serial number, IMEI, MEID, second IMEI; and a device-unique attestation. */
    private static final Set<Integer> NAMING = Set.of(713, 714, 715, 723, 720);

    private static final int FIELDS_MAX = 200;

    /** Where something is done. */
    public enum Level {
        SOFTWARE,
        TRUSTED_ENVIRONMENT,
        STRONG_BOX
    }

    /** What verified boot found. */
    public enum BootState {
        VERIFIED,
        SELF_SIGNED,
        UNVERIFIED,
        FAILED
    }

    /** How the system was booted. */
    public record Boot(boolean isLocked, BootState state) {
        /** Whether nothing says that somebody may have changed the system. */
        public boolean isAsMade() {
            return isLocked && state == BootState.VERIFIED;
        }
    }

    /** Reads what is in the extension. */
    static KeyDescription read(byte[] extension) throws MalformedException {
        if (extension.length > BYTES_MAX) {
            throw new MalformedException("expected at most " + BYTES_MAX + " bytes, found " + extension.length);
        }
        DerReader whole = new DerReader(extension);
        DerReader in = whole.in(DerReader.SEQUENCE);
        whole.requireEnd();
        long _ = in.whole(DerReader.INTEGER);
        Level attestation = level(in);
        long _ = in.whole(DerReader.INTEGER);
        Level keys = level(in);
        String challenge = HexFormat.of().formatHex(in.octets());
        boolean hasUniqueId = in.octets().length > 0;
        Enforced software = Enforced.read(in.in(DerReader.SEQUENCE));
        Enforced hardware = Enforced.read(in.in(DerReader.SEQUENCE));
        in.requireEnd();
        return new KeyDescription(
                attestation.compareTo(keys) < 0 ? attestation : keys,
                challenge,
                hardware.boot,
                hardware.system,
                hardware.patchMonth,
                hardware.maker,
                hardware.model,
                software.isAgainst() || hardware.isAgainst(),
                hasUniqueId || software.isNaming || hardware.isNaming);
    }

    private static Level level(DerReader in) throws MalformedException {
        long value = in.whole(DerReader.ENUMERATED);
        if (value == 0) {
            return Level.SOFTWARE;
        }
        if (value == 1) {
            return Level.TRUSTED_ENVIRONMENT;
        }
        if (value == 2) {
            return Level.STRONG_BOX;
        }
        throw new MalformedException("expected a level of security from 0 to 2, found another");
    }

    /** One of the two lists, as far as it is of use here; what else is in it is passed over, whole. */
    private static final class Enforced {
        private Optional<Boot> boot = Optional.empty();
        private OptionalLong system = OptionalLong.empty();
        private OptionalLong patchMonth = OptionalLong.empty();
        private Optional<String> maker = Optional.empty();
        private Optional<String> model = Optional.empty();
        private boolean isNaming;

        boolean isAgainst() {
            return boot.filter(how -> !how.isAsMade()).isPresent();
        }

        static Enforced read(DerReader in) throws MalformedException {
            Enforced out = new Enforced();
            Set<Integer> met = new HashSet<>();
            while (!in.isAtEnd()) {
                int number = in.explicitNumber();
                if (!met.add(number) || met.size() > FIELDS_MAX) {
                    throw new MalformedException("expected each field once, found more");
                }
                out.take(number, in.contents());
            }
            return out;
        }

        private void take(int number, DerReader in) throws MalformedException {
            switch (number) {
                case ROOT_OF_TRUST -> boot = Optional.of(boot(in.in(DerReader.SEQUENCE)));
                case OS_VERSION -> system = OptionalLong.of(in.whole(DerReader.INTEGER));
                case OS_PATCH_LEVEL -> patchMonth = OptionalLong.of(in.whole(DerReader.INTEGER));
                case ID_MANUFACTURER -> maker = Optional.of(text(in));
                case ID_MODEL -> model = Optional.of(text(in));
                default -> {
                    isNaming |= NAMING.contains(number);
                    return;
                }
            }
            in.requireEnd();
        }

        private static String text(DerReader in) throws MalformedException {
            return new String(in.octets(), StandardCharsets.UTF_8);
        }

        private static Boot boot(DerReader in) throws MalformedException {
            byte[] _ = in.octets(); // the key that the system was signed with
            boolean isLocked = in.bool();
            long state = in.whole(DerReader.ENUMERATED);
            if (!in.isAtEnd()) {
                byte[] _ = in.octets(); // the digest of what was booted, since version 3
            }
            in.requireEnd();
            if (state == 0) {
                return new Boot(isLocked, BootState.VERIFIED);
            }
            if (state == 1) {
                return new Boot(isLocked, BootState.SELF_SIGNED);
            }
            if (state == 2) {
                return new Boot(isLocked, BootState.UNVERIFIED);
            }
            if (state == 3) {
                return new Boot(isLocked, BootState.FAILED);
            }
            throw new MalformedException("expected a state of verified boot from 0 to 3, found another");
        }
    }
}
