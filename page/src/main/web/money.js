// Amounts as people write them. How many figures stand behind the point is a currency's own (ISO 4217); a browser's own formats follow
// local habits instead, and differ between browsers.

const Money = (function () {
    const DIGITS = {
        0: 'ADP BEF BIF BYB BYR CLP DJF ESP GNF GRD ISK ITL JPY KMF KRW LUF MGF PTE PYG ROL RWF TPE TRL UGX UYI VND VUV XAF ' +
            'XOF XPF',
        2: 'AED AFA AFN ALL AMD ANG AOA ARS ATS AUD AWG AYM AZM AZN BAM BBD BDT BGL BGN BMD BND BOB BOV BRL BSD BTN BWP BYN ' +
            'BZD CAD CDF CHE CHF CHW CNY COP COU CRC CSD CUC CUP CVE CYP CZK DEM DKK DOP DZD EEK EGP ERN ETB EUR FIM FJD FKP ' +
            'FRF GBP GEL GHC GHS GIP GMD GTQ GWP GYD HKD HNL HRK HTG HUF IDR IEP ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK ' +
            'LBP LKR LRD LSL LTL LVL MAD MDL MGA MKD MMK MNT MOP MRO MRU MTL MUR MVR MWK MXN MXV MYR MZM MZN NAD NGN NIO NLG ' +
            'NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB RUR SAR SBD SCR SDD SDG SEK SGD SHP SIT SKK SLE SLL SOS SRD ' +
            'SRG SSP STD STN SVC SYP SZL THB TJS TMM TMT TOP TRY TTD TWD TZS UAH USD USN USS UYU UZS VEB VED VEF VES WST XAD ' +
            'XCD XCG YER YUM ZAR ZMK ZMW ZWD ZWG ZWL ZWN ZWR',
        3: 'BHD IQD JOD KWD LYD OMR TND',
        4: 'CLF',
    };

    /** 1000 of the smallest unit of CNY as 10.00 CNY; of a currency that this page does not know, as it was signed. */
    function text(minor, currency) {
        const known = Object.keys(DIGITS).filter((count) => DIGITS[count].split(' ').indexOf(currency) >= 0)[0];
        if (known === undefined) {
            return Words.say('rec.offer.minor', String(minor), Show.safe(currency));
        }
        const digits = Number(known);
        const all = String(minor).padStart(digits + 1, '0');
        const point = all.length - digits;
        return all.slice(0, point) + (digits === 0 ? '' : '.' + all.slice(point)) + ' ' + currency;
    }

    return { text };
})();
