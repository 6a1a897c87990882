package android.security.keystore;

import org.wangchuan.engine.phone.attestation.MadeKeyStore;

/** Of before Android 12. */
public final class AndroidKeyStoreProvider {
    private AndroidKeyStoreProvider() {}

    public static void install() {
        MadeKeyStore.install();
    }
}
