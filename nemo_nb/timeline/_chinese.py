"""Our own words in Chinese, by their English. ``{name}`` is filled in, and may stand elsewhere in Chinese.

What the service says is not in here: it answers in the person's language by itself.
"""

from ._chinese_music import MUSIC

CHINESE = {
    **MUSIC,
    # The timeline
    ", ": "，",
    "; ": "；",
    "{percent} %": "{percent}%",
    "Video": "视频",
    "Image": "图片",
    "Picture": "图片",
    "Music": "音乐",
    "Sound": "声音",
    "Title": "标题",
    "Clip": "片段",
    "Track": "轨道",
    "BGM": "配乐",
    "Song": "歌曲",
    "Start": "开始",
    "End": "结束",
    "Length": "长度",
    "Volume": "音量",
    "untitled": "未命名",
    "{count} clips": "{count} 个片段",
    "… and {count} more; timeline.df has them all.": "……还有 {count} 个，完整列表见 timeline.df。",
    "The timeline is empty. Upload a clip, or say what to make.": (
        "时间线是空的。请上传一段视频，或说出想做什么。"
    ),
    "{kind}: {details}": "{kind}：{details}",
    "{name} ({details})": "{name}（{details}）",
    "{kind} removed: {name}": "已移除{kind}：{name}",
    "{now}, was {then}": "{now}，之前是{then}",
    "{kind}: {name}, {details}": "{kind}：{name}，{details}",
    "recomposed": "已重新作曲",
    "now {now}, was {then}": "现在是 {now}，之前是 {then}",
    "volume {now}, was {then}": "音量 {now}，之前是 {then}",
    "moved from track {then} to {now}": "从轨道 {then} 移到轨道 {now}",
    "fade in {seconds} s": "淡入 {seconds} 秒",
    "fade out {seconds} s": "淡出 {seconds} 秒",
    "no fade in": "不再淡入",
    "no fade out": "不再淡出",
    "ducked under speech": "有人说话时自动让位",
    "no longer ducked under speech": "不再为人声让位",
    "settings changed": "设置有变",
    "major": "大调",
    "minor": "小调",
    "dorian": "多利亚调式",
    "mixolydian": "混合利底亚调式",
    "lydian": "利底亚调式",
    "phrygian": "弗里吉亚调式",
    "intro": "前奏",
    "verse": "主歌",
    "chorus": "副歌",
    "bridge": "桥段",
    "build": "推进",
    "drop": "高潮",
    "break": "间奏",
    "theme": "主题",
    "outro": "尾奏",
    "end": "结尾",
    # While something is under way
    "Setting things up…": "正在准备……",
    "Reading your message…": "正在阅读你的要求……",
    "Answering…": "正在回答……",
    "Uploading": "正在上传",
    "Rendering": "正在渲染",
    "Downloading": "正在下载",
    "Fetching the video": "正在取回视频",
    "⏳ Still working… {activity}": "⏳ 仍在进行…… {activity}",
    "Composing music": "正在作曲",
    "Looking at the clip": "正在查看素材",
    "Looking at {name}": "正在查看 {name}",
    "Setting the title": "正在制作标题",
    "Mixing the sound": "正在混音",
    "Making the picture": "正在制作画面",
    "Undoing the last edit": "正在撤销上一步",
    "Editing the timeline": "正在编辑时间线",
    "Working": "正在处理",
    # The panel
    "Thinking": "正在思考",
    "Cancelled.": "已取消。",
    "Opening the project": "正在打开项目",
    "Uploading {name}": "正在上传 {name}",
    "The upload of {name} was stopped.": "{name} 的上传已停止。",
    "{name} is on the timeline.": "{name} 已在时间线上。",
    "{name} is ready to use.": "{name} 可以使用了。",
    # Answers
    "Ready. {service}  ({other})": "准备好了。{service}（{other}）",
    "Local engine, nothing leaves this computer.": "本地引擎，内容不会离开这台电脑。",
    "%nemo connect cloud uses NemoVideo": "%nemo connect cloud 改用 NemoVideo",
    "%nemo connect local stays here": "%nemo connect local 改在本地",
    "{name}: {job}. Usually {usual}.": "{name}：{job}。通常需要 {usual}。",
    'For example: "{example}"': "例如：“{example}”",
    "{available} credits left of {total}.": "剩余 {available} 积分，共 {total}。",
    "{available} credits left of {total}, {frozen} held by running work.": (
        "剩余 {available} 积分，共 {total}，其中 {frozen} 由进行中的任务占用。"
    ),
    "Nothing changed on the timeline.": "时间线没有变化。",
    "The connection dropped, but your edit was applied:": "连接中断了，但修改已经生效：",
    "The connection dropped, but your edit was applied: {changes}.": (
        "连接中断了，但修改已经生效：{changes}。"
    ),
    "The answer was lost, and the timeline has not changed so far. "
    "Look at the timeline before you send the message again: it may still be applied.": (
        "回答丢失了，时间线目前没有变化。重新发送之前请先查看时间线：修改可能仍会生效。"
    ),
    "The answer was lost, and the timeline has not changed so far.": "回答丢失了，时间线目前没有变化。",
    "Look at the timeline before you send the message again: it may still be applied.": (
        "重新发送之前请先查看时间线：修改可能仍会生效。"
    ),
    'Try: "make it warmer", "a little quieter", or %nemo export': (
        "试试：“更温暖一些”、“小声一点”，或 %nemo export"
    ),
    'Try: "add calm lo-fi", "add an upbeat track that matches the mood", or %nemo export': (
        "试试：“加一段轻松的 lo-fi”、“加一段符合画面情绪的欢快音乐”，或 %nemo export"
    ),
    "Try: %nemo upload trip.mp4": "试试：%nemo upload trip.mp4",
    "Next: {lines}": "下一步：{lines}",
    " or ": " 或 ",
    "Project {name}": "项目 {name}",
    "%nemo open {name} returns to it.": "%nemo open {name} 可以回到这个项目。",
    "No projects yet. The first message or upload starts one.": (
        "还没有项目。第一句话或第一次上传会新建一个。"
    ),
    "No exports yet. %nemo export makes one.": "还没有导出。%nemo export 可以导出。",
    "in use": "当前",
    "Project": "项目",
    "Id": "编号",
    "Last used": "最近使用",
    "Export": "导出",
    "State": "状态",
    "File": "文件",
    "waiting": "等待中",
    "rendering": "渲染中",
    "done": "已完成",
    "failed": "失败",
    "Skill": "技能",
    "Takes": "支持格式",
    "Up to": "上限",
    "Usual time": "通常用时",
    "{path} is not there any more.": "{path} 已经不在了。",
    "in {folder}": "在 {folder}",
    "Stopped.": "已停止。",
    "Already applied: {changes}": "已经生效：{changes}",
    "Nothing had changed on the timeline.": "时间线没有变化。",
    "%nemo status shows what was applied so far.": "%nemo status 可以查看已经生效的修改。",
    "video": "视频",
    "audio": "音频",
    "image": "图片",
    # The skills
    "original music for a clip": "为视频原创配乐",
    "background music that matches a video's mood": "符合视频情绪的背景音乐",
    "a music video for a song: visuals that match beat and mood": "为歌曲制作音乐视频：画面契合节拍与情绪",
    "an original score to a brief, refined step by step": "按要求原创配乐，逐步打磨",
    "music for a video or a text": "为视频或文字配乐",
    "30-60 s for a 30 s clip": "30 秒视频约 30-60 秒",
    "30-60 s": "30-60 秒",
    "1-2 min": "1-2 分钟",
    "20-60 s": "20-60 秒",
    "20-40 s": "20-40 秒",
    "add an upbeat background track that matches the video mood and tempo": (
        "加一段符合视频情绪和节奏的欢快配乐"
    ),
    "add background music that matches the mood of my video": "加一段符合视频情绪的背景音乐",
    "generate a music video with visuals that match the beat and mood of this song": (
        "生成画面契合这首歌节拍与情绪的音乐视频"
    ),
    "Generate an upbeat, energetic background track for a 60-second gym workout montage video": (
        "为 60 秒的健身混剪视频生成一段充满活力的配乐"
    ),
    "Make a lo-fi hip-hop loop for a 3-minute study vlog with a calm, focused atmosphere": (
        "为 3 分钟的学习 vlog 做一段平静专注的 lo-fi hip-hop 循环"
    ),
    # The help
    "Say what you want, on one line or in the rest of the cell:": (
        "说出想要的效果，可以写一行，也可以写满整个单元格："
    ),
    "Commands:": "命令：",
    "Before the words:": "写在文字之前：",
    "{name} is filled in from your variables; {{name}} stays as it is.": (
        "{name} 会填入同名变量的值；{{name}} 保持原样。"
    ),
    "%config Nemo shows the settings.": "%config Nemo 显示设置。",
    "choose who does the work": "选择由谁来处理",
    "show the skills, or switch": "查看或切换技能",
    "start a new project": "新建项目",
    "return to an earlier project": "回到之前的项目",
    "the projects you worked on": "你做过的项目",
    "bring in video, pictures or sound (paths or web addresses)": "上传视频、图片或声音（路径或网址）",
    "the timeline: picture and table": "时间线：图示和表格",
    "what is left on the account": "账户余额",
    "render the timeline to an MP4 and show it": "把时间线渲染成 MP4 并显示",
    "every export, also of earlier kernels": "所有导出，包括之前的",
    "wait for an export and fetch it": "等待某次导出并取回",
    "open the project in the browser editor": "在浏览器编辑器中打开项目",
    "the same with buttons": "同样的功能，带按钮",
    "this text": "本说明",
    "keep the result in a variable": "把结果存入变量",
    "bring in a file first (repeatable)": "先上传文件（可重复）",
    "export afterwards": "完成后导出",
    "use this skill from now on": "从现在起使用这个技能",
    "do at once what the reply asks for": "立即执行回答中提到的操作",
    "show nothing": "不显示任何内容",
    # What was typed cannot be meant
    "There is nothing to send.": "没有可以发送的内容。",
    "Say what you want: %%nemo add calm lo-fi. All commands: %nemo help": (
        "说出想要的效果：%%nemo 加一段轻松的 lo-fi。所有命令：%nemo help"
    ),
    "{value} is not a variable's name.": "{value} 不是变量名。",
    "For example: -o reply": "例如：-o reply",
    "Which project?": "哪个项目？",
    "%nemo projects lists them: %nemo open ID": "%nemo projects 列出所有项目：%nemo open 编号",
    "Which export?": "哪次导出？",
    "%nemo renders lists them: %nemo resume ID": "%nemo renders 列出所有导出：%nemo resume 编号",
    "Which file?": "哪个文件？",
    "%nemo upload trip.mp4, or a web address.": "%nemo upload trip.mp4，或一个网址。",
    "There is no command {word}.": "没有 {word} 这个命令。",
    "{meant} To say it to the service: %%nemo {word}": "{meant} 要把它发送给服务：%%nemo {word}",
    "To say it to the service: %%nemo {word}   All commands: %nemo help": (
        "要把它发送给服务：%%nemo {word}   所有命令：%nemo help"
    ),
    "Did you mean {word}?": "是不是想输入 {word}？",
    "{name} needs a value.": "{name} 需要一个值。",
    "There is no option {name}.": "没有 {name} 这个选项。",
    "There is no service {where}.": "没有 {where} 这个服务。",
    "%nemo connect local, %nemo connect cloud, or an address that begins with https://": (
        "%nemo connect local、%nemo connect cloud，或以 https:// 开头的网址"
    ),
    "There is no skill {name}.": "没有 {name} 这个技能。",
    "Skills: {names}": "技能：{names}",
    "Use one of: {names}.": "可选：{names}。",
    "This project is on this computer only, so there is no page to open.": (
        "这个项目只在这台电脑上，没有可以打开的网页。"
    ),
    "%nemo panel shows it with buttons; %nemo connect cloud starts one at NemoVideo.": (
        "%nemo panel 用按钮操作；%nemo connect cloud 在 NemoVideo 新建项目。"
    ),
    # What the service refuses
    "The local engine": "本地引擎",
    "{service} does not accept the token you gave.": "{service} 不接受你提供的令牌。",
    "Check NEMO_TOKEN, or leave it out to go on without an account.": (
        "请检查 NEMO_TOKEN，或去掉它，不用账户继续。"
    ),
    "{service} refused to sign us in.": "{service} 拒绝登录。",
    "Try again later, or set NEMO_TOKEN.": "请稍后再试，或设置 NEMO_TOKEN。",
    "This project does not exist (any more); its old timeline is gone.": (
        "这个项目已不存在，原来的时间线也没有了。"
    ),
    "Start a new project and upload the material again.": "请新建项目并重新上传素材。",
    "{service} has no credits left for this account. Your timeline is safe.": (
        "{service} 账户的积分已用完。时间线完好无损。"
    ),
    "Register to continue: {address}": "注册后继续：{address}",
    "Top up at {address}": "充值：{address}",
    "Upgrade at {address}": "升级：{address}",
    "This account's plan does not include exports. It is not about credits.": (
        "当前账户的套餐不包含导出，与积分无关。"
    ),
    "{service} asks us to slow down.": "{service} 要求放慢速度。",
    "Wait a minute, then try again.": "请等一分钟再试。",
    "{name} is empty.": "{name} 是空文件。",
    "Choose a file with something in it.": "请选择有内容的文件。",
    "{name} is not a video, picture or sound file.": "{name} 不是视频、图片或声音文件。",
    "{name} cannot be read as a video, picture or sound file: {error}.": (
        "无法把 {name} 当作视频、图片或声音文件读取：{error}。"
    ),
    "Use {formats}.": "请使用 {formats}。",
    "{name} has {size} MB; the limit is {limit} MB.": "{name} 有 {size} MB，上限是 {limit} MB。",
    "{name} is larger than the limit of {limit} MB.": "{name} 超过了 {limit} MB 的上限。",
    "Compress or trim it first.": "请先压缩或裁剪。",
    "The limit is {limit} MB. Compress or trim it first.": "上限是 {limit} MB。请先压缩或裁剪。",
    "There is no file {path}.": "没有 {path} 这个文件。",
    "Looked in {folder}. Check the name and the folder.": "查找位置：{folder}。请检查文件名和文件夹。",
    "{path} is a folder.": "{path} 是文件夹。",
    "Name the files inside it.": "请指明其中的文件。",
    "{path} cannot be read: {error}.": "无法读取 {path}：{error}。",
    "{path} cannot be written: {error}.": "无法写入 {path}：{error}。",
    "There is no folder {path}.": "没有 {path} 这个文件夹。",
    "Create it first, or name another place.": "请先新建文件夹，或换一个位置。",
    "There is nothing to export yet.": "还没有可以导出的内容。",
    "Upload a clip or describe an edit first.": "请先上传视频，或说出想做的修改。",
    "Upload a clip or ask for music first.": "请先上传视频，或要求配乐。",
    "The export was cancelled.": "导出已取消。",
    "Your timeline is safe.": "时间线完好无损。",
    "The export failed: {error}": "导出失败：{error}",
    "The export failed.": "导出失败。",
    "Your timeline is safe; try the export again, or change the last edit.": (
        "时间线完好无损。请再试一次导出，或修改上一步。"
    ),
    "The service does not know this export (any more).": "服务已找不到这次导出。",
    "Start it again with export().": "请重新导出。",
    "The export has made no progress for a long time.": "导出很久没有进展。",
    "It may still finish: look again with resume({job}).": (
        "它可能还会完成：稍后用 %nemo resume {job} 查看。"
    ),
    "Download: the connection broke again and again.": "下载：连接反复中断。",
    "The export itself is safe: fetch it later with resume({job}).": (
        "导出本身已完成：稍后用 %nemo resume {job} 取回。"
    ),
    "Start it again.": "请重新导出。",
    "The service no longer knows this export.": "服务已找不到这次导出。",
    "There is nothing to upload.": "没有可以上传的内容。",
    "Name at least one file.": "请至少指定一个文件。",
    "A {kind} cannot be uploaded.": "无法上传 {kind}。",
    "{name} is open as text.": "{name} 是以文本方式打开的。",
    "Open it with mode 'rb'.": "请用 'rb' 模式打开。",
    "Only http and https addresses can be uploaded.": "只能上传 http 或 https 网址。",
    "{name} became shorter while it was being sent.": "{name} 在发送过程中变短了。",
    "{name} grew while it was being sent.": "{name} 在发送过程中变长了。",
    "Try again when it is finished.": "请等它写完再试。",
    "{name} is no ordinary file.": "{name} 不是普通文件。",
    "{path} cannot be written to.": "无法写入 {path}。",
    "Name another place.": "请换一个位置。",
    "Check the name and the folder.": "请检查文件名和文件夹。",
    "{start} Check the name and the folder.": "{start} 请检查文件名和文件夹。",
    "Looked in {folder}.": "查找位置：{folder}。",
    "Try again.": "请再试一次。",
    "The panel's page is not built.": "面板页面尚未构建。",
    # The network and the engine
    "Chat": "对话",
    "Upload": "上传",
    "Download": "下载",
    "Starting a project": "新建项目",
    "Signing in": "登录",
    "Reading the timeline": "读取时间线",
    "Reading the credits": "读取积分",
    "Making the project's link": "生成项目链接",
    "Looking at the export": "查看导出",
    "Cancelling the export": "取消导出",
    "The service's address must begin with https:// or http://.": "服务网址必须以 https:// 或 http:// 开头。",
    "The local engine could not start: {error}.": "本地引擎无法启动：{error}。",
    "The local engine cannot use {folder}: {error}.": "本地引擎无法使用 {folder}：{error}。",
    "The local engine cannot write {path}: {error}.": "本地引擎无法写入 {path}：{error}。",
    "Set NEMO_ENGINE_HOME.": "请设置 NEMO_ENGINE_HOME。",
    "{call}: {service} did not answer in time.": "{call}：{service} 没有及时回应。",
    "Try again in a moment.": "请稍后再试。",
    "{call}: {service} could not be reached.": "{call}：无法连接 {service}。",
    "Check the network, then try again.": "请检查网络后再试。",
    "{call}: the connection to {service} broke.": "{call}：与 {service} 的连接中断了。",
    "Check what has arrived (status) before trying again.": (
        "再试之前，请先用 %nemo status 查看已经到达的内容。"
    ),
    "{call}: the local engine stopped. Your project is safe.": "{call}：本地引擎停止了。项目完好无损。",
    "Run it again: it starts by itself.": "请再运行一次：引擎会自动启动。",
    "The local engine stopped before the edit was done.": "本地引擎在修改完成之前停止了。",
    "Your project is safe; run the message again.": "项目完好无损，请再运行一次。",
    "The service's address must look like https://example.com or http://localhost:8000.": (
        "服务网址应形如 https://example.com 或 http://localhost:8000。"
    ),
    "This computer's settings for proxies or certificates cannot be used.": (
        "这台电脑的代理或证书设置无法使用。"
    ),
    "The local engine needs a Python of its own.": "本地引擎需要独立的 Python。",
    "Set sys.executable to one.": "请把 sys.executable 设为一个 Python。",
    "{name} holds characters that cannot be sent.": "{name} 含有无法发送的字符。",
    "The local engine could not start.": "本地引擎无法启动。",
    "The service stopped before it was done: {said}": "服务中途停止：{said}",
    "Part of it is on the timeline: check it before trying again.": (
        "部分修改已经在时间线上：再试之前请先查看。"
    ),
}
