package android.security.keystore2;

import org.wangchuan.engine.phone.attestation.MadeKeyStore;

/** Of Android 12 and later. */
public final class AndroidKeyStoreProvider {
    private AndroidKeyStoreProvider() {}

    public static void install() {
        if (MadeKeyStore.is("old")) {
            throw new NoClassDefFoundError("there was none");
        }
        MadeKeyStore.install();
    }
}
