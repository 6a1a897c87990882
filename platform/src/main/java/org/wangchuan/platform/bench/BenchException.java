package org.wangchuan.platform.bench;

import java.util.stream.Collectors;

/** The bench can't do that. Carries a stable code; its words are under {@code bench.problem.CODE}. */
public final class BenchException extends Exception {
    private static final long serialVersionUID = 1;

    private final Code code;
    private final String en;
    private final String zh;

    /** Why. */
    public enum Code {
        /** No such order, station or task, or it is another site's. */
        NOT_FOUND,
        /** The order does not wait for a lane, or waits for one already. */
        ORDER_NOT_WAITING,
        /** It travels, and its arrival is not recorded, or its owner has not said again that it is to be erased. */
        NOT_ARRIVED,
        /** This kind of device has no drive for the bench. */
        NO_DRIVE,
        /** Nobody has accounted for the SIM and the memory card of a phone, or something was seen since that contradicts it. */
        CARDS_OPEN,
        /** No memory card of the phone is said to stay: in a lane it is nobody's. */
        NO_CARD,
        /** That the memory card stays was said after its owner had agreed, by whoever would choose its lane now: somebody else has to. */
        CARD_SECOND,
        /** The phone could not be cleared, and its owner has said that they want it back: its memory card is not erased then. */
        OWNER_WANTS_IT,
        /** This kind of device is no phone, and hangs on no cable. */
        NO_PHONE,
        /** The station tells of nothing on a cable at this place, or nothing was heard of it for a while. */
        PLACE_EMPTY,
        /** Another phone hangs at the place than was shown, or the same was plugged in anew. */
        PLACE_CHANGED,
        /** It shows the number of another device that is still here. */
        PHONE_OF_ANOTHER,
        /** Somebody goes through a guided workflow with it. */
        WORKFLOW_OPEN,
        /** The question is not the one that is asked now, or somebody has answered it. */
        PHONE_NOT_ASKED,
        /** It is none of the answers to the question. */
        PHONE_ANSWER,
        /** The station does not tell of such a lane. */
        LANE_UNKNOWN,
        /** Something has to be done by hand first. */
        LANE_NOT_READY,
        /** The station has said that the rule set of the order can't be met with what is in it; its reason goes with this. */
        LANE_RULES,
        /** What is in it is a file, memory or a virtual disk. */
        LANE_NO_DEVICE,
        /** Nothing was heard of its station for a while: what it told of its lanes may not be so any more. */
        STATION_LOST,
        /** Another order is in it. */
        LANE_TAKEN,
        /** Another device is in it than the one of the order. */
        LANE_SERIAL_DIFFERS,
        /** A serial number was noted at the counter, and the station can't read one. */
        LANE_SERIAL_UNKNOWN,
        /** Nobody has noted the serial number of the medium in the lane for this device, nor said that it came out of it. */
        LANE_UNNOTED,
        /** The medium in the lane shows no serial number, and nobody has said that it is this order's. */
        LANE_NAMELESS,
        /** One like it was erased there for another device, and no manager has said that it is another. */
        LANE_NAMELESS_TWICE,
        /** It is another than the one without a number that was taken for this device before, and no manager has said which is the device's. */
        LANE_CHANGED,
        /** A manager says that it is another than the one before, and was shown another one before, or none. */
        LANE_NAMELESS_OTHER,
        /** A manager says that it is another than the one before, and there is none before. */
        LANE_NOT_BEFORE,
        /** What was said for the whole list is over, or is not of this order or station. */
        LIST_WORD_OVER,
        /** What was said for the whole list chooses no lane for it: a person looks at it. */
        LIST_WORD_PERSON,
        /** Somebody has said it for this list already, and it goes on. */
        LIST_WORD_ALREADY,
        /** Nothing of the list waits for a lane. */
        LIST_WORD_NOTHING,
        /** So many lists of this site go on by themselves already. */
        LIST_WORD_MANY,
        /** None of the times, or of the stations, that can be chosen. */
        LIST_WORD_CHOICE,
        /** Whoever says it has not said that they know what follows. */
        LIST_WORD_UNSURE,
        /** Nobody has counted the media of the device. */
        MEDIA_NOT_COUNTED,
        /** The medium in the lane belongs to another device that is still here. */
        MEDIUM_OF_ANOTHER,
        /** The device has several media, and the one in the lane shows no serial number. */
        MEDIUM_UNNAMED,
        /** Too late: the station has begun. */
        CLAIMED,
        /** There is nothing to withdraw or to end. */
        NO_TASK,
        /** The erasure is matched with another order, or a station has delivered it for one. */
        MATCHED_OTHERWISE,
        /** The receipt of the erasure does not verify any more. */
        MATCH_RECEIPT_REFUSED,
        /** No order of this code that is this visitor's to see. */
        MATCH_NO_ORDER,
        /** The erasure was made at another site than where the order is. */
        MATCH_OTHER_SITE,
        /** A lane is chosen for the order, or a station or a workflow is at it. */
        MATCH_BUSY,
        /** The device is not here any more, or not to be matched. */
        MATCH_ORDER_ENDED,
        /** It was made before the device was found that had got lost: of what is on it now it proves nothing. */
        MATCH_BEFORE_FOUND,
        /** It travels, and its arrival is not recorded. */
        MATCH_NOT_ARRIVED,
        /** A label was named at the station, and it is not this device's. */
        MATCH_LABEL_DIFFERS,
        /** Only the label that was named at the station links them: a technician or a manager matches it. */
        MATCH_LABEL_BY_CLERK,
        /** Whoever noted the numbers of a device at the counter makes no good erasure its proof: somebody else does. */
        MATCH_OWN_NUMBER,
        MATCH_OTHER_KIND,
        /** It says of a phone that something holds it, or that nobody knows: it proves nothing of any order. */
        MATCH_PHONE_HELD,
        /** The serial number is none of the device's. */
        MATCH_SERIAL_DIFFERS,
        /** The erasure shows no serial number, and one was noted, or the device has several media. */
        MATCH_SERIAL_UNKNOWN,
        /** Another erasure that may be of the same medium ended badly, and is matched with nothing. */
        MATCH_BAD_FIRST,
        /** None of the reasons for taking a match back. */
        MATCH_REASON,
        /** It was erased outside the agreed course, and its owner has not said yet that it is to go on. */
        OWNER_TO_SPEAK,
        /** Another device that is still here holds a medium of this serial number. */
        MATCH_OF_ANOTHER
    }

    public BenchException(Code code, String detail) {
        this(code, detail, "", "");
    }

    private BenchException(Code code, String detail, String en, String zh) {
        super(code + ": " + detail);
        this.code = code;
        this.en = en;
        this.zh = zh;
    }

    /** The station's own reason goes with it. */
    static BenchException beyond(Lane.Rules rules) {
        return new BenchException(
                Code.LANE_RULES,
                rules.policy(),
                rules.obstacles().stream().map(Lane.Said::en).collect(Collectors.joining(" · ")),
                rules.obstacles().stream().map(Lane.Said::zh).collect(Collectors.joining(" · ")));
    }

    /** What a station has said; empty unless that is why. */
    public String said(boolean isChinese) {
        return isChinese ? zh : en;
    }

    /** Why. */
    public Code code() {
        return code;
    }
}
