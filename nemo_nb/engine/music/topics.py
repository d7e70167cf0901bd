# ruff: noqa: E501  (tables: one topic per row)
"""What clips are about: everyday words by field of life, each with the genres that go with it."""

from __future__ import annotations

MORE_TOPICS: dict[str, dict[str, float]] = {
    # home and family
    "toddler* kid child children daughter* son sons nephew* niece* grandchild* twins infant* crawl* cradle bedtime 孩子 儿子 女儿 小朋友 双胞胎": {"cinematic": 0.8, "acoustic": 0.9, "kids": 0.7},
    "sister brother siblings parents parent uncle aunt cousin* husband wife friend friends neighbour* neighbor* reunited together 父母 兄弟 姐妹 朋友 家人 老公 老婆 闺蜜": {"acoustic": 0.5, "pop": 0.5, "cinematic": 0.3},
    "home house flat apartment room living-room garden balcony porch backyard moving renovation* diy furniture plants laundry cleaning 家 房子 阳台 装修 搬家": {"acoustic": 0.6, "lofi": 0.5, "pop": 0.3},
    "married marry marriage ring bouquet bridesmaid* honeymoon first-dance wedding-dress veil newlyweds sweetheart* kiss 结婚 新娘 新郎 蜜月 吻": {"cinematic": 1.8, "acoustic": 0.3},
    "late passed-away died death grave loss mourning obituary cancer hospice survivor* hospital letters diary farewell goodbyes 去世 离别 医院 日记 遗憾 思念": {"cinematic": 1.6, "documentary": 0.3, "ambient": 0.2},
    "veteran* refugee* orphan* homeless donation* volunteer* charity hope-for 老兵 公益 志愿者 捐赠": {"cinematic": 0.9, "documentary": 0.8, "corporate": 0.4},
    "ballerina violinist pianist opera theatre theater poetry poem* painting* sculpture stage 诗 舞台 画": {"cinematic": 1.0, "ambient": 0.2},
    # children
    "bear teddy duck bunny rabbit dino dinosaur* unicorn* fairy puppets abc alphabet numbers counting crayon* finger-paint* daycare preschool playground slide nursery cartoon-ish 小熊 小鸭 恐龙 积木 字母 幼儿园 儿童节": {"kids": 2.0},
    "clumsy oops funny hilarious joke jokes silly goofy sneaky mischief* trick tricks magician magic-show parrot* chicken* goat* kitten* puppy hamsters 笨 调皮 捣蛋 搞怪 魔术 猫咪 小狗 鹦鹉": {"kids": 1.4, "acoustic": 0.2, "funk": 0.2},
    # nature, stillness
    "glacier* fjord* iceberg* waterfall* coral reef jellyfish whale* dolphin* turtle* moss fog mist dew dusk twilight moonlight moon starry nebula planet planets tide lagoon meadow valley 冰川 瀑布 珊瑚 鲸 水母 雾 月光 月亮 星星 草原 山谷": {"ambient": 1.3, "documentary": 0.5, "cinematic": 0.3},
    "candle* incense stillness still silence silent quiet slowly float* drift* weightless trance-like inhale exhale breath body-scan bedtime-story insomnia hypnosis affirmations tai-chi monk* temple* bamboo tea-ceremony 打坐 静坐 寺庙 竹林 禅修 呼吸 失眠 睡前 入睡 助眠 太极 安静": {"ambient": 1.7, "lofi": 0.1},
    "field fields wildflower* orchard* barn tractor horses sheep cow cows apple apples pumpkin* honey bees pottery woodwork* carpent* knit* sewing handmade craft* workshop canoe kayak* fishing lakeside bonfire fireplace hiking-trail backpacker* caravan van-life 田野 果园 牧场 手工 木工 陶艺 编织 划船 露营 乡下 村里 采摘": {"acoustic": 1.6, "documentary": 0.2},
    "panda* elephant* lion* tiger* penguins species habitat conservation ecosystem savanna jungle migration fossil* prehistoric 大熊猫 大象 老虎 保护区 物种 生态 丛林": {"documentary": 1.5, "ambient": 0.4},
    # knowledge
    "explained explain* beginners vaccine* virus brain physics chemistry biology astronomy black-hole* atom* evolution engineer* factory manufactur* made how-it-works inside-the century centuries ancient medieval empire-of civilisation* civilization* river-of origins story-of what-happened case-study investigation report journalist* testimony census 解释 科普 原理 物理 化学 工厂 制造 古代 文明 千年 百年 历史 起源 前世今生 探访 调查 记者": {"documentary": 1.7, "corporate": 0.3},
    "map border* colony archive* footage archival newsreel 档案 史料": {"documentary": 1.4},
    # work
    "users customers clients revenue profit quarter quarterly results board annual report investors funding round milestone* million growth strategy agenda hr hiring recruit* onboarding training-video employees staff nurses career webinar keynote summit expo trade-fair wing airport terminal infrastructure logistics solar energy-company turbine* bank finance insurance healthcare clinic saas platform dashboard feature* app crowdfunding kickstarter 用户 客户 业绩 年会 招聘 员工 融资 季度 上市 新品 平台 机场 太阳能 银行 保险": {"corporate": 1.7},
    "ad advertisement commercial spot lipstick reveal launch introducing sale discount new-collection 广告 上新 促销 新款": {"corporate": 0.7, "pop": 0.9, "house": 0.4},
    # tension
    "blood knife gun murderer killer* victim corpse body-found kidnap* hostage* missing disappear* vanish* stranger following followed behind-you basement attic staircase door hallway asylum cemetery graveyard doll curse cursed demon* possessed exorcis* scream* shadow shadows dark-figure interrogat* suspect* police alarm siren* trap-door explod* explosion bomb-squad ticking virus-outbreak hack* blackout power-out lights-out 凶手 尸体 血 失踪 绑架 尾随 地下室 诅咒 尖叫 影子 灯灭 灭了 鬼屋 嫌疑人 警报 爆炸 炸弹 停电 教学楼": {"tense": 2.0},
    "detective* noir trench-coat cigarette femme-fatale private-eye 私家侦探": {"jazz": 1.1, "tense": 1.0},
    # grandeur
    "army armies soldier* marches marching cavalry charge siege throne gladiator* spartan* general last-stand final-battle destiny glory champion champions trophy overtime world-cup final finals stadium-roar spaceship* spacecraft rocket launch-pad superhero* avenger* titan* kingdom* odyssey saga colossal pirate* wizard* 军队 千军万马 将军 出征 决战 荣耀 冠军 王者 宇宙飞船 火箭 超级英雄 城墙 震撼": {"epic": 1.9},
    "boss-level last-hit one-hit raid clutch 最终boss": {"epic": 1.0, "synthwave": 0.7},
    # bodies in motion
    "deadlift* squat* bench-press reps rep burpee* kettlebell* crossfitter* treadmill spin-class cardio abs shredded bulking transformation no-excuses grind personal-trainer sparring knockout ring-walk ufc mma sprinter* triathlon* ironman* 10k 5k half-marathon 深蹲 卧推 打卡 减脂 增肌 拳击 冲刺 铁人三项": {"workout": 2.0},
    "downhill bmx-park enduro parkour-run wakeboard* kitesurf* skydiv* base-jump* bungee rally drift drifting burnout tyre* tires rubber monster big-air halfpipe freestyle-ski 漂移 跳伞 蹦极 越野": {"workout": 1.1, "rock": 1.1, "trap": 0.4},
    "chopper* harley motorbike* garage band rehearsal guitarist drummer mosh moshpit concert gig tour-bus road-trip route-66 interstate diesel engine engines biker-bar bar-fight leather whiskey-bar 乐队 排练 演唱会 机车 公路 自驾": {"rock": 1.7, "acoustic": 0.2},
    # night life
    "rooftop ibiza dj-set warehouse afterparty after-party festival-crowd crowd crowds rave-night glowstick* laser* bass-drop nightlife bachelorette bachelor-party girls-night bash clubbing dancefloor dance-floor vip bottle-service 夜店 酒吧街 狂欢 派对现场 舞池": {"house": 1.5, "pop": 0.4},
    "runway-show collection couture vogue editorial perfume* fragrance cosmetic* jewellery jewelry diamond* watch watches lipsticks boutique-fashion 时装 香氛 珠宝 腕表 口红 大片": {"house": 1.3, "bossa": 0.3, "pop": 0.3},
    "rapper* freestyl* mc cypher sneakers drip chain chains lambo lamborghini ferrari supercar* block projects skate-park basketball-court streetball dunk* ollie* kickflip* 说唱歌手 潮鞋 街头篮球 灌篮 超跑 滑板少年": {"trap": 1.7, "workout": 0.2},
    # screens
    "pixel* arcade-machine* 8bit console* nintendo sega minecraft fortnite roblox valorant ranked headshot* respawn speedruns lan-party computer* commodore atari cassette* walkman vhs-tape delorean hologram* cyber android* mech mecha blade-runner tokyo-night neon-sign* 像素 街机 游戏厅 我的世界 吃鸡 排位 主机 全息 赛博 磁带": {"synthwave": 1.7},
    # food and rooms
    "candlelight candlelit romantic-dinner tasting sommelier bartender* mixology cocktails martini gin aperitif canal terrace riviera piazza boutique lobby spa-hotel gallery-opening brunches oyster* tapas-bar 烛光 调酒 鸡尾酒 酒店大堂 下午茶 露台": {"bossa": 1.4, "jazz": 0.9},
    "chef* kitchen-of fine-dining plating michelin distiller* whisky scotch cellar cigar* harlem bourbon-street new-orleans big-band-era saxophonist trumpeter speakeasies 1930s 1940s black-and-white 米其林 主厨 老上海 爵士酒吧 威士忌 黑白": {"jazz": 1.5, "bossa": 0.3},
    "mojito havana-club salsa-class bachata merengue mariachi taqueria street-food-mexico caribbean jamaica cancun copacabana samba-school piñata sombrero sangria paella 莫吉托 加勒比 萨尔萨 桑巴 拉美": {"latin": 1.9},
    "barbers afros disco-ball roller-skate* bell-bottom* 1970s 1978 strut struts smooth-talker dude pimped lowrider* food-truck soul-food soul-train hustle 广场舞 迪斯科球 喇叭裤 理发店": {"funk": 1.5},
    # seasons
    "december gingerbread mistletoe stocking* tree-lights wrapping ornament* elf elves rudolph nativity carols mulled-wine winter-market ice-skating skating-rink-winter snowy snowflake* snowball* hanukkah happy-holidays season's-greetings thanksgiving 圣诞市集 姜饼 雪橇 雪花 平安夜 新春 拜年": {"holiday": 1.8},
    # desks and late hours
    "cramming deadline* essay thesis laptop notebook notebooks sketch* journal* doodl* headphones desk-setup playlist pomodoro all-nighter dorm 2-am 3-am late-train last-train subway commute window-seat storm-outside drizzle puddles umbrella novel bookshop bookstore 熬夜 赶作业 宿舍 地铁 末班车 凌晨 深夜 窗外 雨夜 书店 考研 论文": {"lofi": 1.6, "ambient": 0.2},
    "remote-work coworking cafe-corner latte espresso barista matcha 拿铁 咖啡店 自习室": {"lofi": 1.2, "bossa": 0.6},
    # out in the sun
    "surfer* surfing wave snorkel* paddle* sailing boat-trip ferry catamaran island-hopping hostel* backpack sightseeing city-break weekend-trip selfie* citywalk picnic-day bike-ride scooter* festival-day balloons confetti surprise birthday-party housewarming 出游 冲浪 帆船 打卡景点 周末 逛街 骑行 惊喜 生日会": {"pop": 1.2, "acoustic": 0.4, "latin": 0.2},
    "portugal lisbon greece italy bali hawaii thailand california florida australia 意大利 巴厘岛 夏威夷 泰国": {"pop": 0.6, "acoustic": 0.4, "latin": 0.3},
    "iceland norway scotland patagonia tibet himalaya* arctic antarctic sahara 冰岛 挪威 西藏 川藏 雪山 极光": {"ambient": 0.9, "cinematic": 0.4, "documentary": 0.3},
    "kyoto seoul tokyo-morning zen-garden 京都": {"lofi": 0.7, "ambient": 0.6},
}  # fmt: skip
