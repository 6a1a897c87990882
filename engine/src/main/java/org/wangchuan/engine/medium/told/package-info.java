/** What a drive tells of itself when it is asked, before anything is done to it. Help for people: no verdict rests on it. */
@NullMarked
package org.wangchuan.engine.medium.told;

import org.jspecify.annotations.NullMarked;
