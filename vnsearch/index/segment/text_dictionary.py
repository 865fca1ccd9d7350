"""What the compression of texts knows before it reads one: common words of Vietnamese.

A short text is nearly as compressible as a long one where the compressor begins with a
dictionary, here as raw content (RFC 8878, 5); what is nearest to its end costs least. A segment
is unreadable with another list, so whoever changes it raises FORMAT.
"""

from __future__ import annotations

_WORDS = """\
ngôn ngữ lịch sử địa lý triết học toán học vật lý hóa học sinh học y học văn học âm nhạc hội
họa kiến trúc điện ảnh bóng đá cầu thủ huấn luyện viên trọng tài vô địch giải đấu trận đấu bàn
thắng tỷ số hiệp một hiệp hai đội tuyển câu lạc bộ khán giả sân vận động thể thao ca sĩ diễn
viên đạo diễn bộ phim khán phòng nhạc sĩ bài hát hoàng đế triều đại vương quốc đế quốc quân
đội chiến tranh quân sự lực lượng vũ trang hải quân không quân tàu chiến máy bay tên lửa vũ
khí hạt nhân hòa bình đàm phán ngoại giao đại sứ liên minh châu Âu Liên Hợp Quốc Hoa Kỳ Trung
Quốc Nhật Bản Hàn Quốc nước Pháp nước Anh nước Đức nước Nga Ấn Độ Thái Lan Đông Nam Á thế kỷ
thứ nhất thứ hai thứ ba tổng thống thủ tướng chủ tịch bộ trưởng thứ trưởng giám đốc phó giám
đốc tổng giám đốc trưởng phòng phó chủ tịch ủy ban nhân dân hội đồng nhân dân đại biểu quốc
hội ban chấp hành trung ương bí thư tỉnh ủy thành ủy đảng viên cán bộ công chức viên chức nghị
quyết nghị định thông tư quyết định chỉ thị văn bản quy phạm pháp luật dự thảo sửa đổi bổ sung
ban hành có hiệu lực thi hành quy định tại khoản điều luật hình sự dân sự tòa án viện kiểm sát
cơ quan điều tra công an cảnh sát bị can bị cáo khởi tố bắt tạm giam truy tố xét xử phạt tù
hành vi vi phạm tội phạm ma túy trộm cắp lừa đảo chiếm đoạt tài sản cướp giật giết người nạn
nhân hiện trường vụ án vụ việc tai nạn giao thông xe máy ô tô xe tải tài xế lái xe va chạm tử
vong bị thương cấp cứu bệnh viện bác sĩ bệnh nhân điều trị phẫu thuật ung thư tim mạch huyết
áp tiểu đường virus vi khuẩn vắc xin tiêm chủng dịch bệnh lây nhiễm triệu chứng sức khỏe y tế
thuốc men dinh dưỡng thực phẩm an toàn thực phẩm rau quả thịt cá gia vị món ăn nhà hàng khách
sạn du lịch du khách điểm đến bãi biển danh lam thắng cảnh di tích di sản văn hóa lễ hội
truyền thống phong tục tập quán tín ngưỡng tôn giáo Phật giáo chùa chiền nhà thờ giáo dục đào
tạo đại học cao đẳng trung học phổ thông tiểu học mầm non giáo viên giảng viên học sinh sinh
viên tuyển sinh kỳ thi tốt nghiệp điểm chuẩn học phí học bổng nghiên cứu khoa học công nghệ
thông tin điện thoại thông minh máy tính phần mềm ứng dụng mạng xã hội trí tuệ nhân tạo dữ
liệu an ninh mạng internet trang web người dùng tài khoản mật khẩu thiết bị màn hình kinh tế
tài chính ngân hàng tín dụng lãi suất cho vay nợ xấu chứng khoán cổ phiếu cổ đông thị trường
bất động sản nhà đất căn hộ chung cư chủ đầu tư dự án quy hoạch xây dựng giải phóng mặt bằng
bồi thường thu hồi đất doanh nghiệp công ty cổ phần trách nhiệm hữu hạn tập đoàn doanh thu lợi
nhuận thuế xuất khẩu nhập khẩu kim ngạch hàng hóa sản phẩm dịch vụ khách hàng người tiêu dùng
siêu thị giá vàng giá xăng dầu điện lực năng lượng môi trường ô nhiễm rác thải nước thải biến
đổi khí hậu bão lũ lụt hạn hán động đất thời tiết nhiệt độ mưa lớn nắng nóng không khí nông
nghiệp nông dân nông thôn trồng trọt chăn nuôi thủy sản lúa gạo cà phê cao su rừng núi sông hồ
biển đảo bờ biển đồng bằng miền Bắc miền Trung miền Nam Tây Nguyên thủ đô Hà Nội Sài Gòn thành
phố Hồ Chí Minh Đà Nẵng Hải Phòng Cần Thơ tỉnh thành quận huyện phường xã thị trấn thôn bản
đường phố cầu đường đường sắt đường cao tốc sân bay cảng biển giao thông vận tải hành khách
phương tiện gia đình cha mẹ vợ chồng con cái anh em ông bà trẻ em phụ nữ đàn ông thanh niên
người già bạn bè hàng xóm tình yêu hôn nhân ly hôn hạnh phúc cuộc sống cuộc đời tuổi trẻ ước
mơ niềm tin tâm lý cảm xúc suy nghĩ ý kiến quan điểm mong muốn hy vọng lo lắng sợ hãi buồn bã
vui vẻ tức giận bất ngờ ngạc nhiên nổi tiếng xinh đẹp giàu có nghèo khó khó khăn thuận lợi dễ
dàng nhanh chóng chậm trễ mạnh mẽ yếu kém to lớn nhỏ bé cao cấp hiện đại truyền thống đơn giản
phức tạp rõ ràng cụ thể chính xác hiệu quả chất lượng số lượng khối lượng diện tích dân số tỷ
lệ trung bình tổng cộng khoảng cách tốc độ thời gian thời điểm giai đoạn quá trình kế hoạch
chương trình mục tiêu nhiệm vụ giải pháp biện pháp phương pháp phương án cách thức hình thức
nội dung hình ảnh âm thanh ánh sáng màu sắc kích thước cấu trúc hệ thống cơ sở hạ tầng cơ quan
chức năng tổ chức cá nhân đơn vị ban ngành đoàn thể tập thể cộng đồng xã hội chính trị chính
phủ nhà nước quốc gia dân tộc nhân dân công dân quyền lợi nghĩa vụ tự do dân chủ độc lập cách
mạng giải phóng thống nhất đổi mới hội nhập quốc tế khu vực thế giới toàn cầu tổ chức hội nghị
hội thảo cuộc họp lễ khai mạc phát biểu chỉ đạo kết luận báo cáo tổng kết công tác thực hiện
triển khai hoàn thành kiểm tra giám sát thanh tra xử lý giải quyết khắc phục hậu quả nguyên
nhân do đâu dẫn đến ảnh hưởng tác động gây ra phòng chống ngăn chặn bảo vệ bảo đảm đảm bảo an
ninh trật tự an toàn quốc phòng phát triển kinh tế nâng cao tăng cường đẩy mạnh mở rộng cải
thiện cải cách hành chính thủ tục hồ sơ giấy phép đăng ký cấp phép đề xuất đề nghị yêu cầu
kiến nghị thông báo công bố công khai thông tin báo chí phóng viên truyền hình tờ báo bài viết
trả lời phỏng vấn chia sẻ cho biết nói rằng cho rằng khẳng định nhấn mạnh nhận định đánh giá
phân tích so với cùng kỳ năm ngoái năm trước năm nay năm sau tháng trước tuần qua ngày hôm nay
hôm qua sáng nay chiều nay tối nay buổi sáng buổi chiều ban đêm lúc này hiện nay hiện tại
trước đây trước đó sau đó sau khi trước khi trong khi khi đó từ khi cho đến đến nay kể từ bắt
đầu kết thúc tiếp tục liên tục thường xuyên luôn luôn đôi khi hầu hết phần lớn đa số một số
nhiều người mọi người người ta người dân người lao động người Việt Việt Nam chúng ta chúng tôi
bản thân tự mình lẫn nhau với nhau cùng với đối với theo đó do đó vì vậy vì thế bởi vì tuy
nhiên mặc dù nhưng mà hoặc là nếu như thì phải chỉ có chỉ là cũng như cũng là cũng có đều có
vẫn còn vẫn chưa chưa được không được không phải không có không thể có thể có được có một là
một như một thành một trong số trong đó trong những trong việc trong năm trên địa bàn tại đây
ở đây ngay sau đã có đã được đã bị đang được sẽ được sẽ là để có để được phải được bị phát
hiện được biết được coi là được gọi là bao gồm liên quan đến trở thành trở lại đưa ra tạo ra
xảy ra diễn ra tham gia tham dự hoạt động sử dụng lựa chọn tìm kiếm phát hiện xuất hiện tồn
tại thay đổi hình thành thành lập thành công thất bại kết quả khả năng điều kiện cơ hội thách
thức vấn đề câu hỏi trường hợp tình hình tình trạng việc làm làm việc công việc con người của
mình của họ của ông của người của các và các các các những người một người một cách nhất là
"""

DICTIONARY = _WORDS.replace("\n", " ").encode()
