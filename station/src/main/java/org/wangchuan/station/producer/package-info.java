/** The statements of producers that a station keeps, and which of them the record of a phone fits. */
@NullMarked
package org.wangchuan.station.producer;

import org.jspecify.annotations.NullMarked;
