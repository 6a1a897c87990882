package org.wangchuan.engine.apple.lockdown;

import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;

/**
 * What lockdownd's words for errors mean (libimobiledevice's lockdown.c, {@code lockdownd_error_str_map}; InvalidConnection: pymobiledevice3's
 * lockdown.py).
 */
final class LockdownErrors {
    private LockdownErrors() {}

    static Code code(String word) {
        return switch (word) {
            case "PasswordProtected", "EscrowLocked" -> Code.PASSWORD_PROTECTED;
            case "UserDeniedPairing" -> Code.USER_DENIED;
            case "PairingDialogResponsePending" -> Code.DIALOG_PENDING;
            case "PairingProhibitedOverThisConnection" -> Code.PAIRING_PROHIBITED;
            case "FMiPProtected" -> Code.FIND_MY_PROTECTED;
            case "MCProtected", "MCChallengeRequired" -> Code.MANAGED;
            case "InvalidHostID", "MissingHostID", "InvalidPairRecord", "MissingPairRecord" -> Code.NOT_PAIRED;
            case "GetProhibited", "ServiceProhibited", "SetProhibited" -> Code.PROHIBITED;
            case "MissingValue" -> Code.NO_VALUE;
            case "InvalidService", "MissingService" -> Code.NO_SERVICE;
            case "SessionInactive", "InvalidSessionID", "MissingSessionID", "InvalidConnection" -> Code.NO_SESSION;
            default -> Code.REFUSED;
        };
    }

    /** A failure; a word that isn't known is told by its length only, since a device chose it. */
    static AppleFailure failure(String request, String word) {
        Code code = code(word);
        return code == Code.REFUSED
                ? new AppleFailure(code, request + ", by an error of " + word.length() + " characters")
                : new AppleFailure(code, request);
    }
}
