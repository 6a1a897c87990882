package org.wangchuan.engine.phone.contact;

/** Is told how far a phone has let this bench in. */
@FunctionalInterface
public interface PermissionListener {
    /** Tells nobody. */
    PermissionListener NONE = _ -> {};

    /** It is so from now on. Called by whatever thread speaks to the phone, which waits meanwhile: must neither wait nor throw. */
    void becomes(PermissionState state);
}
