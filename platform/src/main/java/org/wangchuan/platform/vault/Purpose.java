package org.wangchuan.platform.vault;

import static org.wangchuan.platform.vault.Field.ANSWER;
import static org.wangchuan.platform.vault.Field.AUTHORITY;
import static org.wangchuan.platform.vault.Field.CIVIL_NAME;
import static org.wangchuan.platform.vault.Field.EMAIL;
import static org.wangchuan.platform.vault.Field.ID_KIND;
import static org.wangchuan.platform.vault.Field.ID_NUMBER;
import static org.wangchuan.platform.vault.Field.NAME;
import static org.wangchuan.platform.vault.Field.PAYMENT_ACCOUNT;
import static org.wangchuan.platform.vault.Field.PAYMENT_NUMBER;
import static org.wangchuan.platform.vault.Field.PHONE;
import static org.wangchuan.platform.vault.Field.PHOTO;
import static org.wangchuan.platform.vault.Field.POSTAL_ADDRESS;
import static org.wangchuan.platform.vault.Field.REGISTERED_PHONE;
import static org.wangchuan.platform.vault.Field.REQUEST;
import static org.wangchuan.platform.vault.Field.SIGNATURE;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.wangchuan.platform.web.access.Role;

/**
 * What personal data may be used for: a closed list. Each has its lawful basis (in words: {@code vault.basis.ID}), how long it
 * runs, what it may see, and who may act for it. Whoever adds one answers these four, and nothing else has to be changed.
 */
@SuppressWarnings("ImmutableEnumChecker") // its sets are copies that nobody can change
public enum Purpose {
    /** Leading the owner through the erasure, and showing that they were there. */
    CEREMONY(90, EnumSet.of(NAME, PHONE, AUTHORITY, SIGNATURE), EnumSet.of(Role.CLERK, Role.MANAGER)),
    /** Paying what was offered, and showing where it went. What somebody is called is no part of it: that would be kept longer for it. */
    OFFER_AND_PAYMENT(180, EnumSet.of(PAYMENT_ACCOUNT, PAYMENT_NUMBER), EnumSet.of(Role.CLERK, Role.MANAGER)),
    /** The register of sellers that local law asks second-hand dealers for. */
    SELLER_REGISTER(
            730,
            EnumSet.of(CIVIL_NAME, REGISTERED_PHONE, ID_KIND, ID_NUMBER, POSTAL_ADDRESS),
            EnumSet.of(Role.CLERK, Role.MANAGER)),
    /** Invoices that the buyer writes, and their keeping. */
    TAX(3650, EnumSet.of(NAME, ID_NUMBER, PAYMENT_ACCOUNT), EnumSet.of(Role.MANAGER)),
    /** Answering a complaint of the person. It may be about whoever governs here, so it is not theirs to read. */
    COMPLAINT(1095, EnumSet.of(NAME, PHONE, EMAIL, REQUEST, ANSWER), EnumSet.of(Role.DATA_PROTECTION_OFFICER)),
    /** Answering what the person asks of their data, and showing that it was answered in time. */
    RIGHTS(1095, EnumSet.of(REQUEST, ANSWER), EnumSet.of(Role.DATA_PROTECTION_OFFICER)),
    /** Showing by the signature that the owner was there, if that is doubted. */
    CERTIFICATE(1095, EnumSet.of(SIGNATURE, AUTHORITY), EnumSet.of(Role.MANAGER)),
    /** Showing what was seen on a device that a person unpacked, or erased by hand, if that is doubted. */
    OBSERVATION(180, EnumSet.of(PHOTO), EnumSet.of(Role.CLERK, Role.TECHNICIAN, Role.MANAGER)),
    /** Keeping what a dispute or an authority needs. */
    LEGAL_HOLD(0, EnumSet.noneOf(Field.class), EnumSet.of(Role.MANAGER)),
    /** Telling an authority what a law lets it ask for. */
    AUTHORITY_DISCLOSURE(
            0, EnumSet.complementOf(EnumSet.of(SIGNATURE, PHOTO, REQUEST, ANSWER)), EnumSet.of(Role.MANAGER)),
    /** Telling the person that something happened to their data. Nothing is collected for it: what is there is read, and only to reach them. */
    INCIDENT_NOTICE(0, EnumSet.of(NAME, PHONE, EMAIL), EnumSet.of(Role.DATA_PROTECTION_OFFICER)),
    /** The person's own look at what is kept of them. */
    OWN_ACCESS(0, EnumSet.allOf(Field.class), EnumSet.noneOf(Role.class));

    private final int days;
    private final Set<Field> fields;
    private final Set<Role> roles;

    Purpose(int days, Set<Field> fields, Set<Role> roles) {
        this.days = days;
        this.fields = Set.copyOf(fields);
        this.roles = Set.copyOf(roles);
    }

    /** How long it runs from the day that data were given for it, in days; zero if nothing is collected for it. */
    public int days() {
        return days;
    }

    /** Whether data may be collected for it. */
    public boolean isCollecting() {
        return days > 0;
    }

    /** Whether a law makes the operator keep it until its end: the person's wish to be forgotten does not reach it before. */
    public boolean isKeptByLaw() {
        return this == SELLER_REGISTER || this == TAX;
    }

    /** What it may see. */
    public Set<Field> fields() {
        return fields;
    }

    /** Who of the staff may act for it; nobody for what is the person's own. */
    public Set<Role> roles() {
        return roles;
    }

    /** As it stands in the database, and in the keys of words. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this id. */
    public static Purpose of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
