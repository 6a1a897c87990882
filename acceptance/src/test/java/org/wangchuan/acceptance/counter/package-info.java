/** The whole journey between people: a shop, its counter, an owner's phone and a station, each a host of its own. */
@NullMarked
package org.wangchuan.acceptance.counter;

import org.jspecify.annotations.NullMarked;
