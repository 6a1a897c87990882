package org.wangchuan.engine.phone.contact;

import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.fastboot.FastbootException;
import org.wangchuan.engine.phone.contact.ContactException.Code;
import org.wangchuan.engine.usb.io.UsbException;

/** What the failures of each protocol mean to whoever stands at the bench. The messages of all of them hold words of this program only. */
final class Failures {
    private Failures() {}

    static ContactException of(UsbException e) {
        Code code = switch (e.code()) {
            case NOT_FOUND, CHANGED, GONE -> Code.GONE;
            case NO_RIGHTS -> Code.NO_RIGHTS;
            case IN_USE -> Code.IN_USE;
            case NO_ANSWER -> Code.TIMEOUT;
            case ENDED -> Code.ENDED;
            case STALLED, TOO_LONG, NO_SUCH_PART, BUS_ERROR -> Code.PROTOCOL;
        };
        return new ContactException(code, "on USB, " + e.code().id(), e);
    }

    static ContactException of(AdbException e) {
        Code code = switch (e.code()) {
            case GONE, UNREACHABLE -> Code.GONE;
            case TIMEOUT -> Code.TIMEOUT;
            case NOT_AUTHORISED -> Code.NOT_AUTHORISED;
            case REFUSED, SERVICE_REFUSED, FAILED, UNSUPPORTED -> Code.REFUSED;
            case DEMANDS_TLS, PROTOCOL, LIMIT, ENDED_EARLY, ARGUMENT, LOCAL -> Code.PROTOCOL;
            case CLOSED, INTERRUPTED -> Code.ENDED;
        };
        return new ContactException(code, "by ADB, " + e.code().id(), e);
    }

    static ContactException of(FastbootException e) {
        Code code = switch (e.code()) {
            case NOT_FOUND, GONE -> Code.GONE;
            case REFUSED -> Code.REFUSED;
            case NO_ANSWER -> Code.TIMEOUT;
            case ENDED -> Code.ENDED;
            case TOO_LONG, UNEXPECTED, VERSION, BUS_ERROR -> Code.PROTOCOL;
        };
        return new ContactException(code, "by fastboot, " + e.code().id(), e);
    }

    static ContactException of(AppleFailure e) {
        Code code = switch (e.code()) {
            case NO_USBMUXD, MUX_REFUSED -> Code.NO_USBMUXD;
            case PREFLIGHT -> Code.USBMUXD_PREFLIGHT;
            case UNKNOWN_DAEMON -> Code.USBMUXD_UNKNOWN;
            case OTHER_RECORD -> Code.OTHER_RECORD;
            case NO_ANSWER -> Code.TIMEOUT;
            case AWAY, ENDED -> Code.GONE;
            case USER_DENIED, DIALOG_PENDING -> Code.NOT_AUTHORISED;
            case PASSWORD_PROTECTED -> Code.SCREEN_LOCKED;
            case NOT_KEPT -> Code.NOT_KEPT;
            case INTERRUPTED -> Code.ENDED;
            case OTHER_DEVICE, OTHER_CERTIFICATE -> Code.OTHER_PHONE;
            case PORT_REFUSED,
                    FIND_MY_PROTECTED,
                    MANAGED,
                    PAIRING_PROHIBITED,
                    NOT_PAIRED,
                    PROHIBITED,
                    NO_VALUE,
                    NO_SERVICE,
                    NO_SESSION,
                    REFUSED -> Code.REFUSED;
            case NO_ALGORITHM, TOO_LARGE, MALFORMED, UNEXPECTED, TLS, NO_TLS, DEVICE_KEY -> Code.PROTOCOL;
        };
        return new ContactException(code, "by lockdownd, " + e.code().id(), e);
    }
}
