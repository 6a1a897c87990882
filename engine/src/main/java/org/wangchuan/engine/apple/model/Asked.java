package org.wangchuan.engine.apple.model;

/**
 * What was asked, so that an answer can be read by itself.
 *
 * @param of whom: "lockdown", "lockdown:com.apple.fmip" for a domain of its, or the name of a service
 * @param what the key or request
 * @param inSession whether it was asked in a session with TLS that is pinned to the device's key; else anyone on the cable may have answered
 */
public record Asked(String of, String what, boolean inSession) {
    /** Of lockdownd itself. */
    public static final String LOCKDOWN = "lockdown";
}
