package org.tuanwei.avatar;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tuanwei.picture.ImageJudge;
import org.tuanwei.picture.PictureLimits;

/** Provides the one judge of a node, so that its limit of two decodings at once holds for all uploads. */
@Configuration(proxyBeanMethods = false)
class PictureSettings {

    @Bean(destroyMethod = "close")
    ImageJudge imageJudge() {
        return new ImageJudge(PictureLimits.standard());
    }
}
