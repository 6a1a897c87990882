/** From the receipt to the certificate: asking witnesses, and what came of it. */
@NullMarked
package org.wangchuan.station.certify;

import org.jspecify.annotations.NullMarked;
