package org.wangchuan.ondevice;

import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs on an Android phone, started by the bench as the user of the debug bridge: has the key store make a key for a challenge, prints the certificates by which the
 * phone's hardware vouches for it, and takes the key away again. It reads nothing else of the phone, and writes no file.
 *
 * <p>{@code CLASSPATH=attest.dex app_process / org.wangchuan.ondevice.Attest CHALLENGE}, the challenge in hex. Each line of its own begins with {@link #MINE}: what is
 * behind it is Base64 of a certificate, of {@link #LINE} characters at the most; a line with a point ends a certificate, one with {@code end} and their number all of
 * them. What it could not do is said on standard error, by the names of what was thrown alone, and ends with 1.
 *
 * <p>It is of Java 8, without any class but Java's own: what is Android's is found by its name (AOSP frameworks/base: {@code keystore/java}, {@code core/java}), since this
 * is compiled where there is no Android. The name of the provider and of the specification are public since Android 6, the challenge since Android 7. What puts the provider
 * in its place in a program that the system did not start, and gives it a context, is none of Android's public interface and differs by version: each of it may fail. Never
 * run on a phone.
 */
public final class Attest {
    private static final String MINE = "wangchuan-attest ";
    private static final int LINE = 960;
    private static final int CERTIFICATES_MAX = 10;
    private static final String STORE = "AndroidKeyStore";

    /** Always the same, so that what was left by one that was cut off is taken away by the next. */
    private static final String ALIAS = "wangchuan-attestation";

    private static final int CHALLENGE_CHARS_MAX = 256;
    private static final int SIGN = 4; // KeyProperties.PURPOSE_SIGN
    private static final int CONTEXT_FLAGS = 3; // Context.CONTEXT_INCLUDE_CODE | CONTEXT_IGNORE_SECURITY
    private static final long MILLIS_MAX = 30_000;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private Attest() {}

    public static void main(String[] words) {
        int code = 1;
        endInTime();
        try {
            print(made(challenge(words)), System.out);
            code = 0;
        } catch (Throwable e) {
            for (Throwable one = e; one != null; one = one.getCause()) {
                System.err.println(MINE + one.getClass().getName());
            }
        }
        System.out.flush();
        System.err.flush();
        // Threads of the system's would keep the process; and none of its own ends may print anything.
        Runtime.getRuntime().halt(code);
    }

    /** A key store that hangs keeps no process on the phone. */
    private static void endInTime() {
        Thread end = new Thread("end") {
            @Override
            public void run() {
                try {
                    sleep(MILLIS_MAX);
                } catch (InterruptedException e) {
                    return;
                }
                Runtime.getRuntime().halt(2);
            }
        };
        end.setDaemon(true);
        end.start();
    }

    private static byte[] challenge(String[] words) {
        if (words.length != 1 || words[0].isEmpty() || words[0].length() > CHALLENGE_CHARS_MAX) {
            throw new IllegalArgumentException("expected a challenge in hex");
        }
        String hex = words[0];
        byte[] out = new byte[hex.length() / 2];
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        return out;
    }

    /** Without a context first: only some versions need one (Android 12 and 13 tell another program of each key), and to have one is the larger step. */
    private static Certificate[] made(byte[] challenge) throws Exception {
        install();
        try {
            return tried(challenge);
        } catch (Exception e) {
            if (!contextMade()) {
                throw e;
            }
            return tried(challenge);
        }
    }

    private static Certificate[] tried(byte[] challenge) throws Exception {
        KeyStore store = KeyStore.getInstance(STORE);
        store.load(null, null);
        delete(store);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", STORE);
            generator.initialize(specification(challenge));
            Object unused = generator.generateKeyPair();
            Certificate[] chain = store.getCertificateChain(ALIAS);
            if (unused == null || chain == null || chain.length == 0 || chain.length > CERTIFICATES_MAX) {
                throw new GeneralSecurityException("no chain");
            }
            return chain;
        } finally {
            delete(store);
        }
    }

    private static void delete(KeyStore store) {
        try {
            store.deleteEntry(ALIAS);
        } catch (Exception e) {
            System.err.println(MINE + "left: " + e.getClass().getName());
        }
    }

    private static AlgorithmParameterSpec specification(byte[] challenge) throws ReflectiveOperationException {
        Class<?> type = Class.forName("android.security.keystore.KeyGenParameterSpec$Builder");
        Object builder = type.getConstructor(String.class, int.class).newInstance(ALIAS, SIGN);
        type.getMethod("setAlgorithmParameterSpec", AlgorithmParameterSpec.class)
                .invoke(builder, new ECGenParameterSpec("secp256r1"));
        type.getMethod("setDigests", String[].class).invoke(builder, (Object) new String[] {"SHA-256"});
        type.getMethod("setAttestationChallenge", byte[].class).invoke(builder, (Object) challenge);
        return (AlgorithmParameterSpec) type.getMethod("build").invoke(builder);
    }

    /** Android has its provider put in place by the process that all programs are forked from, which this one is not. Of Android 12 and later first. */
    private static void install() {
        List<String> names = new ArrayList<>();
        names.add("android.security.keystore2.AndroidKeyStoreProvider");
        names.add("android.security.keystore.AndroidKeyStoreProvider");
        for (String name : names) {
            try {
                Class.forName(name).getMethod("install").invoke(null);
                return;
            } catch (ReflectiveOperationException | LinkageError e) {
                System.err.println(MINE + "no provider: " + e.getClass().getName());
            }
        }
    }

    /** Makes this process one that has an application: the debug bridge's own. Whether there is one now. */
    private static boolean contextMade() {
        try {
            Class<?> looper = Class.forName("android.os.Looper");
            if (looper.getMethod("getMainLooper").invoke(null) == null) {
                looper.getMethod("prepareMainLooper").invoke(null);
            }
            Class<?> threads = Class.forName("android.app.ActivityThread");
            mainlineModules(threads);
            Object thread = threads.getMethod("systemMain").invoke(null);
            Object system = threads.getMethod("getSystemContext").invoke(thread);
            Object context = Class.forName("android.content.Context")
                    .getMethod("createPackageContext", String.class, int.class)
                    .invoke(system, "com.android.shell", CONTEXT_FLAGS);
            Object loaded = field(context.getClass(), "mPackageInfo").get(context);
            Method make = loaded.getClass()
                    .getDeclaredMethod("makeApplication", boolean.class, Class.forName("android.app.Instrumentation"));
            make.setAccessible(true);
            field(threads, "mInitialApplication").set(thread, make.invoke(loaded, true, null));
            return true;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            System.err.println(MINE + "no context: " + e.getClass().getName());
            return false;
        }
    }

    /** Since Android 11. */
    private static void mainlineModules(Class<?> threads) {
        try {
            threads.getMethod("initializeMainlineModules").invoke(null);
        } catch (ReflectiveOperationException e) {
            System.err.println(MINE + "no modules: " + e.getClass().getName());
        }
    }

    private static Field field(Class<?> of, String name) throws ReflectiveOperationException {
        Field out = of.getDeclaredField(name);
        out.setAccessible(true);
        return out;
    }

    private static void print(Certificate[] chain, PrintStream out) throws GeneralSecurityException {
        for (Certificate one : chain) {
            String text = base64(one.getEncoded());
            for (int at = 0; at < text.length(); at += LINE) {
                out.println(MINE + text.substring(at, Math.min(text.length(), at + LINE)));
            }
            out.println(MINE + ".");
        }
        out.println(MINE + "end " + chain.length);
    }

    /** RFC 4648, section 4. Java's own is there since Android 8 only. */
    private static String base64(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < bytes.length; at += 3) {
            int left = Math.min(3, bytes.length - at);
            int three = (bytes[at] & 0xff) << 16;
            three |= left > 1 ? (bytes[at + 1] & 0xff) << 8 : 0;
            three |= left > 2 ? bytes[at + 2] & 0xff : 0;
            for (int i = 0; i < 4; i++) {
                out.append(i <= left ? ALPHABET.charAt((three >> (18 - 6 * i)) & 63) : '=');
            }
        }
        return out.toString();
    }
}
