package org.wangchuan.platform.web.access;

/** What somebody of an organisation may do; one person may have several. */
public enum Role {
    /** Accounts, sites, stations, keys; reads no personal data. */
    ADMINISTRATOR,
    /** Staff and stock of a site; corrections by compensating entries. */
    MANAGER,
    /** Takes devices in, and leads the ceremony. */
    CLERK,
    /** Erases at the bench. */
    TECHNICIAN,
    /** Looks at what others have erased, as a sample asks for it; never at their own work. */
    VERIFIER,
    /** Answers what people ask of their data, and their complaints; has no say in what an erasure is worth. */
    DATA_PROTECTION_OFFICER;

    /** As it stands in the database and in the keys of words. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
