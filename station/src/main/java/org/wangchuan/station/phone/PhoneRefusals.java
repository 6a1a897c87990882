package org.wangchuan.station.phone;

import java.util.Optional;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.usb.UsbPlace;

/** Why a lane sets nothing off, beside what the books and the record say. */
final class PhoneRefusals {
    private PhoneRefusals() {}

    static PhoneEnd policyVersion() {
        return refused(
                "POLICY_VERSION",
                "此作业按另一版本的规则开始，本程序没有该版本",
                "the job began under a version of its rules that this program does not have");
    }

    static PhoneEnd ended() {
        return refused("JOB_ENDED", "此作业已经结束", "this job has come to its end already");
    }

    static PhoneEnd jobInUse() {
        return refused("JOB_IN_USE", "另一个程序正在处理此作业", "another program works on this job just now");
    }

    static PhoneEnd placeInUse() {
        return refused("PLACE_IN_USE", "另一个程序正在处理此插口上的手机", "another program works on the phone at this place just now");
    }

    /** Nothing has been begun: whoever wants to try a cable takes the other one off the bench and starts this program anew. */
    static PhoneEnd sameNumber() {
        return refused(
                "SAME_NUMBER",
                "另一插口上的设备显示同一个编号：无法分清两者，重置后也无从认出；请用引导流程",
                "a device at another place shows the same number: nobody could tell the two apart, nor know this one again once it was reset; use the guided"
                        + " workflow");
    }

    /**
     * Whose it is says who goes on with it: that of an order the station's agent does by itself.
     *
     * @param here the place of who is refused: the job may have begun by another name of its port, or in another socket that was taken for it
     */
    static PhoneEnd unfinished(PhoneTicket ticket, UsbPlace here) {
        String id = ticket.shortId();
        boolean isHere = ticket.place().equals(here);
        String placeZh = isHere ? "此插口" : ticket.place() + "（与此插口 " + here + " 是同一端口，或曾被当作同一端口）";
        String place = isHere
                ? "this place"
                : ticket.place() + " (which is, or was taken for, the same port as this place, " + here + ")";
        if (ticket.order().isPresent()) {
            String order = ticket.order().get();
            return refused(
                    "JOB_UNFINISHED",
                    "在" + placeZh + "为订单 " + order + " 开始的清除作业（" + id
                            + "）尚未结束。请启动工作站（./wangchuan station run），它会自动继续；问题在平台的工位页面上回答",
                    "an erasure for order " + order + " that began at " + place
                            + " has not come to its end (job " + id
                            + "). Run the station (./wangchuan station run), which goes on with it by itself; its questions are answered at the platform");
        }
        return new PhoneEnd.Refused(
                "JOB_UNFINISHED",
                new BilingualText(
                        "在" + placeZh + "开始的一个清除作业（" + id + "）尚未结束：须先在工作站本机将其继续或放弃",
                        "an erasure that began at " + place + " has not come to its end (job " + id
                                + "): at the station itself it has to be gone on with, or given up"),
                Optional.of("./wangchuan phones erase --resume " + id + ", --give-up " + id));
    }

    /** Without the platform's yes nothing of an order is set off. */
    static PhoneEnd ofAnOrder(PhoneTicket ticket) {
        String id = ticket.shortId();
        return refused(
                "JOB_OF_ORDER",
                "此作业（" + id + "）属于一个订单，只有工作站能继续",
                "this job (" + id + ") is of an order, and only the station's agent goes on with it");
    }

    static PhoneEnd books(String code, String message) {
        return refused(code, "工作站的账簿拒绝继续：" + message, message);
    }

    private static PhoneEnd refused(String code, String zh, String en) {
        return new PhoneEnd.Refused(code, new BilingualText(zh, en));
    }
}
