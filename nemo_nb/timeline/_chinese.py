"""Our own words in Chinese, by their English. ``{name}`` is filled in, and may stand elsewhere in Chinese.

What the service says is not in here: it answers in the person's language by itself.
"""

from ._chinese_batch import BATCH
from ._chinese_errors import ERRORS
from ._chinese_music import MUSIC
from ._chinese_picture import PICTURE

CHINESE = {
    **MUSIC,
    **ERRORS,
    **PICTURE,
    **BATCH,
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
    "The local engine needs no credits.": "本地引擎不需要积分。",
    "{available} credits": "{available} 积分",
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
    "generate a 60-second travel montage video into a 1080p MP4": (
        "生成一段 60 秒的旅行混剪，导出为 1080p MP4"
    ),
    "convert a 3-minute MP3 music track into a 1080p MP4": "把一首 3 分钟的 MP3 做成 1080p MP4",
    "Create a soft, cinematic piano score to accompany a slow-motion wedding highlight reel": (
        "为慢镜头的婚礼集锦创作一段轻柔的电影感钢琴配乐"
    ),
    "upbeat corporate background music for a 90-second product launch video": (
        "为 90 秒的产品发布视频配一段明快的企业风音乐"
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
    "render the timeline and show it: mp4, webm, gif, mp3, wav, stems, midi": (
        "渲染时间线并显示：mp4、webm、gif、mp3、wav、stems、midi"
    ),
    "every export, also of earlier kernels": "所有导出，包括之前的",
    "wait for an export and fetch it": "等待某次导出并取回",
    "open the project in the browser editor": "在浏览器编辑器中打开项目",
    "the same with buttons": "同样的功能，带按钮",
    "this text": "本说明",
    "keep the result in a variable": "把结果存入变量",
    "bring in a file first (repeatable)": "先上传文件（可重复）",
    "export afterwards": "完成后导出",
    "export the instruments of the music, as WAVs in a ZIP": "导出音乐的各个乐器（ZIP 中的 WAV）",
    "export the music's notes": "导出音乐的音符",
    "how good an export is": "导出的质量",
    "use this skill from now on": "从现在起使用这个技能",
    "do at once what the reply asks for": "立即执行回答中提到的操作",
    "show nothing": "不显示任何内容",
    "Projects and exports:": "项目和导出：",
    "Who does the work:": "由谁来做：",
}
