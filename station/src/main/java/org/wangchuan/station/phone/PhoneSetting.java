package org.wangchuan.station.phone;

import org.wangchuan.engine.policy.Policy;

/** What a lane works with besides its job. */
record PhoneSetting(
        PhoneOrder order, Policy policy, PhonePeople people, PhoneTimes times, PhoneMoment.Listener moments) {}
