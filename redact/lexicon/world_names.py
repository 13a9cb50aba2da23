"""Given and family names from all over the world that are no English words. Small letters."""

from redact.lexicon.wordlist import words

WORLD_GIVEN_NAMES = words("""
    aarav aditi aditya agata agnieszka aiko aileen ainsley aisling alasdair alastair aleksandra alessandro alfie
    aliyah alonzo althea amara amelie amira amparo anand ananya anastasiya andrei andrzej aneesa angus anika aniket
    anil anish anjana ankit annabelle annalise anneliese annemarie annika anouk ansel antoine antoni aoife aparna
    arabella araceli aria arianna ariel arif arka arman arnav arne arvind aryan ashok ashwin asif asma atif aurelia
    aurora axel ayaan ayan ayesha ayo ayodele azadeh aziz babajide babatunde bakari balazs baptiste bashir beatriz
    bela benedict benita beth bettina bhavna birgit bjorn blanca bogdan bohdan boipelo brennan bronwyn bryn bryony
    burak byron caoimhe carlo carlotta carly carmel carolina casimir catalina catriona ceri chandra chanel chantal
    charmaine chiamaka chiara chidi chinedu chinwe chioma chukwu ciara cillian claudio clementine cleo colette cora
    cordelia cormac cornelius corrine cosmo cressida dafydd dagmar dalia damilola dana daria dariusz darnell davina
    dayo declan delphine demetrius denisa deniz derya desiree devon dhruv diarmuid dilip dilys dinesh dionne divya
    dmytro donal donna dragan dunja dwayne dwight ebony edmund efua eilidh eimear eirlys ekaterina ekene elif elijah
    elio elise eliza elodie elspeth emeka emre enid enzo eoghan eoin ernesto esme esperanza estelle eugenia eunji
    eustace evangeline evgeny ewan ezekiel ezra fabian fabio faisal farah farhan farid farida faruq fatou fatoumata
    femi fenella feng ferdinand fergus fernanda filip finlay finley finn flavia floyd folake freya frieda friedrich
    fumiko gaurav gaynor genevieve gerardo gerhard ghassan giles ginevra giorgio giovanna giulia giuseppe glenys
    godfrey goran gordana gracie graham grainne greer greig grigor grzegorz guido gunnar gunther gurpreet gwendolen
    gwyneth habiba hadiya haider hakim hamid hamish hana hanif haruki haruto hasan hayley heidi henrik hideo hiroko
    hitesh horace hristo huda humphrey hussein hyun ianthe ibtisam idris ifeanyi ifeoma ignatius ikechukwu ilana
    ilaria ilona ilya imani imelda imogen indira ines inga ingeborg ingo inigo inka iolanda iona isadora ishaan ishita
    isidro isla isobel istvan itziar ivana ivo iwona izabela jacek jacinta jadwiga jagdeep jakub jamal jamila janelle
    janina jarek jaroslav jasmin jasper javier jayden jedrek jelena jemima jerome jesper jiho jimena jin jitendra
    joachim joanna joao joaquin jocelyn jochen joelle johann johanna jorge josefa josefina joselyn josiah jovan juana
    juanita jude judith juliana juliet junaid jurgen justyna kabir kaito kajal kalpana kamal kamala kamil kamran karim
    karolina karthik kashif kasia katarina katarzyna kateryna katja katrin katrina kavita kayla kayleigh keiko keir
    keisha kelechi kemi kenichi kenji keshia khadija khaled khalid kiera kieran kimberly kiran kirsten kirstie kirsty
    klaudia klaus kofi koji kojo konstantin kosta kostas krishna krista kristian kristina krystyna krzysztof kumiko
    kwabena kwaku kwame kwasi kweku kyle kylie laila lakshmi lamar lamont larissa lars lasse latisha latoya lavanya
    layla leandro leila leilani leonardo leonid leonie leopold leroy leticia liam lidia lieselotte linnea linus lionel
    livia lorcan lorenzo lorna lourdes luca lucian luciana lucinda ludmila ludwig luigi luka lukas lukasz luz lydia
    lyudmila maciej madhav madhuri maeve magda magdalena mahesh mahmoud mairead maisie makoto maksim malachi
    malgorzata malik malika manish manisha manon manuela marcela marcelo marcin marco marcos marek margarita margot
    mariam mariana marianne maribel marija marika marina mario marisa marisol marit marius marjorie marko marlene
    marta martha marti martina marwan maryam masha mason massimo mateja mateo mateus mateusz mathias mathilde matilda
    matteo matthias mauricio mauro maximilian mehdi mehmet mehwish melinda mercy merle mervyn michaela michal michele
    mieke mihai mikael mikhail mila milan milena milica milos minh mireille mirela miriam miroslav mitchell mohamed
    mohammad mohammed mohan mohit moira monika morwenna moses mostafa muhammad mukesh muriel mustafa myfanwy myriam
    nadeem nadia nadine nadira nagendra naima naina nanette naoki naomi narendra nasir nasreen natalia natalya natasha
    naveed naveen navid neema neha nell nella nena neve ngoc ngozi nia niall niamh nicolae nicolas nicole nicoletta
    nikhil nikita niko nikola nikolai nikolaos nils nina nisha nishant nitin nkechi nneka noah noam noel noelle nora
    noreen noriko norma nuala nuno nuria obinna octavia odette ofelia oksana olaf oleg olena olga olu oluwaseun
    oluwatobi omar omari oona oscar oskar osman otis otto oumar padma padraig palesa paloma pankaj paola parisa
    parvati pascal patrice patrizia patryk pavel pavlos pawel payal pedro petar petra petros philippa phoebe phyllis
    pia pierre pilar piotr pooja prabhakar pradeep prakash pranav prasad prashant pratik pravin preeti prem priti
    priyanka quentin quincy rachid radek radha rafael rafal raheem rahim rahul raisa raj raja rajan rajesh rajiv
    rakesh ralf ramesh rami ramon ramona rana randall rani ranjit raphael raquel rashad rashid rasmus raul ravi
    ravindra reagan rebekah reece refilwe reggie regina reginald rehana reiko reina remi remy renata renate rene renee
    reshma reuben rhiannon rhonda rhys rianne ricardo rina rita ritesh ritu robbie roberto rocio roderick rodrigo
    rohan rohit roisin rolf romain roman romana romeo ronan rosalia rosalind rosamund rosanna rosario roshan roxana
    roxanne ruairi ruben rudolf rufus rukhsana rupert ruslan ruta ruth ryan ryszard sabine sabrina sachin sade sadia
    saeed safiya sagar sahil saima sajid sakura salim salma salvador samir samira samson samuel sana sandeep sandip
    sandra sangeeta sanjay sanjeev santiago saoirse sara sarita sasha satish satoshi saurabh savita scarlett seamus
    sean sebastian selena selina selma senthil seo serena serge sergei sergio shabana shabnam shahid shakira shanelle
    shania shanice shanti sharif sharmila shaun shayla sheena sheila shelly sheryl shinji shirin shivani shona shreya
    shruti shyam siddharth siegfried sienna sigrid silas silvana silvia silvio simeon simone sinead siobhain siobhan
    sipho sita slawomir sneha sofiya sohail solomon somchai sonal sonia sonja soraya soren stavros stefan stefania
    stefano stelios stephan sudha sudhir sukhdeep suki sulaiman suman sumit sunita suresh surinder susana susanna
    sushma svetlana swati sylvain tabitha tadhg tahir takeshi tamara tamika tamsin tania tanisha tanya tara tariq
    tarun tasha tatiana tatyana taye teodor teresa teresita tessa thabo thandi theodora theresa thibault thierry thora
    tilda tilly timur tina tobi tobias todor tomas tomasz tomoko toni tormod torsten toshiko tove trang tremaine
    trevor tristan tuan tunde tuomas tyrone uche ugo ulrich ulrike uma umar ursula usha usman vaclav valentin valeria
    valerio vanya varun vasile vasily velma venkat veronika vesna vibha vidya vihaan vikas viktor viktoria vilma vinay
    vincenzo vineet vinod violeta vipul vishal vito vittoria vivek vivienne vladislav vojtech volodymyr wafa walid
    waqar wassim wei werner wieslaw wiktoria winnie wojciech wolfgang xander xavi xiang xiao ximena xin xiomara yael
    yahya yan yana yara yaroslav yasir yasmina yasmine yelena yewande yiannis yohan yohannes yolande yoshi youssef yu
    yulia yumi yuri yusra yvonne zachariah zahid zahra zainab zara zbigniew zdenek zeinab zelda zeynep zhen zikri zina
    zinaida ziva zofia zoltan zora zoran zsofia zuleika zuri zuzana
    """)

WORLD_SURNAMES = words("""
    abara abbasi abdallah abdi abdullah abe abebe abernathy abiodun aboud abraham abrams acheampong achebe acosta
    adair adebayo adeleke adeola aderibigbe adjei afolabi agarwal aguilar aguirre agyeman ahluwalia ahmadi aitken
    akande akhter akinola albrecht alcantara aldridge alexandrou allison almeida alonso altman amadi amato ambrose
    amin amoah anagnos anand andrade andreou angelo antonelli appiah aquino aragon arakawa arias arora arredondo
    arslan asamoah asante ashby ashcroft ashworth aslam atkins attwood aubert avila ayala aydin ayres azevedo aziz
    babatunde bachmann baez bahl bailey bain baird balogun banerjee bannister barajas baranov barbosa barlow barnard
    barron barros barrow bartlett barton basu batista bauer baumann baxter bayer beasley beaumont bechtel begum
    belanger beltran benedetti benitez benson bentley berger bergman bernal bernstein bhandari bhatia bhatt
    bhattacharya bianco binder birch blackburn blackwell blanchard blanco bloom bogdanov bonner booth borges boswell
    bouchard bourne bowden bowen bowers bowman boyle braga brandt braun briggs brightman britton brophy broughton
    browning bruno buchanan buckley bukowski bullock burgess burnett burrows busch caballero cabrera cahill calderon
    caldwell callaghan camacho campos cannon cantrell cardenas cardoso carey carmichael carney carr carranza carrasco
    carrillo carver casey castellano catalano cavanagh cervantes chakraborty chamberlain chandler chaudhary chaudhry
    cheung chiang chin chopra chowdhury christie chu cisneros clancy clayton clegg clements clifford coates cochran
    coelho cohen colbert colombo combs connolly connor conrad conroy contreras coombes copeland corbett cordova correa
    corrigan cortes cortez costello coughlin coulson courtney coyle cramer crane crowe crowley cruickshank cuevas
    cullen cummings curran dalal daly dang danso darby das dasgupta daugherty davenport davidsen davila dawes delacruz
    delaney deleon deluca dempsey denton desai deshmukh deshpande devine devlin dhaliwal dhillon diallo dickinson
    dietrich dillon dimitriou dimitrov dinh diop djokic dobson doherty dolan domingo donaldson donnellan donovan doran
    dorsey dougherty dowling downey downs drake drummond duarte dubey dubois duckworth dudley duffield duong dupont
    duran durand dutta dyer eason eastwood eaton ebert eckert edmonds egan eisenberg ekwueme eldridge ellison emerson
    emery engel english enriquez erdogan eriksen eriksson escobar espinosa espinoza esposito estrada eze fagan
    fairbanks falk fallon farmer farooq farouk farrow faulkner favreau fawcett feldman felix feng fenton ferraro
    ferreira ferris field figueroa finch finley finnegan fiorentino fitzpatrick flaherty flanagan flannery fogarty
    foley fonseca fontaine forde forrester forsyth fournier frazier freitas friedman fritz frost fuentes fujimoto
    fujita fukuda fung gaines galindo gallardo gallo galloway galvan galvin gamble gandhi garland garner garrison
    garza gauthier gentile george gerber ghosh gibbons gibbs gil giles gillespie gilmore giordano glass gleeson glover
    goddard godfrey godwin goldberg golding goldman goldstein goncalves goodman gorman gould gowda grady granados grau
    greco greenberg greenwood gregory grenier grimes gross grover guerra guerrero guevara guillen gundersen gustafson
    guthrie haas hadley hagan haines halloran hammond hampton han hancock haq harding hargreaves harkness harlow
    harmon harrington hartley hartman hasan hashimi hassan hastings hatfield hathaway hawkes hawthorne hayashi haynes
    healy heath hebert hedges heller henriksen hensley herbert herman hewitt hickey hickman hinton ho hoang hobbs
    hodges hodgson hogan holbrook holden holder hollis holloway holm holt hooper hopper horn horne hossain houghton
    houston howarth howe hu huang hubbard huber huerta huff hull hume humphrey humphreys hurley hurst hussein
    hutchinson huynh hyde ibarra igwe ingram irving ishikawa islam ito iyer jablonski jafari jain jamieson jankowski
    jansen januszewski jaramillo jarvis javed jefferson jeffries jenkinson jennison jha jimenes joao johansen joshi
    joyce juarez jung kalu kamara kamau kaminski kane kang kaplan kapur karim karlsson kato katz kaufman kavanagh kaya
    kearney keating keegan keenan keita kemp kendrick kenny kent keogh kerr khalil khanna khatun kiely kilpatrick
    kimura kinney kirby kirkpatrick kiss klaassen knowles knox kobayashi koch koenig kohli kolawole konate kone koroma
    kouassi kovac kovalenko kowalczyk kozlov kramer krause krishnamurthy krishnan krueger kruger kulkarni kumari
    kuznetsov kwan kwon lacroix lafferty lagos lai lal lam lamb lambe landry lang langford langley lara larkin larue
    lau laurent law lawal leach leary leblanc leclerc ledesma lehman leigh leitch lennon lenz leon leung levine levy
    lewandowski leyva li liang lindgren lindqvist lindsay lindsey lister lockwood lombardi lombardo longo lopes lord
    lorenzo love lovell lowry lozano lu luca ludwig lugo lund lyons ma macarthur macdougall macias mackay mackenzie
    mackie maclean macleod macmillan macpherson madden maddox madsen magee maguire maher mahmood mahmud maier malone
    maloney mancini mandal mansour manuel marchand marchetti marino markovic marques marquez marquis marriott martel
    martell mata matheson mathews mathur matsumoto matthews maurer maxwell mayer mayo mazur mbeki mcallister mcarthur
    mcbride mccabe mccall mccann mccarthy mcclure mcconnell mccormack mccormick mccoy mccracken mccullough mcdaniel
    mcdermott mcdonald mcdonnell mcdowell mcelroy mcewan mcfadden mcfarland mcfarlane mcgee mcgill mcginty mcgovern
    mcgowan mcgrath mcgraw mcgregor mcguire mcinnes mcintosh mcintyre mckay mckee mckenna mckenzie mckeown mckinley
    mckinney mckinnon mclaren mclaughlin mclean mcleod mcmahon mcmanus mcmillan mcmullen mcnally mcnamara mcneil
    mcneill mcpherson mcqueen mcrae mcwilliams meadows medeiros medina mehmood mehra mehta mejia melendez mello mendes
    mendez mendoza menon mensah mercado merritt metcalfe meyers meza mialik michalski middleton milano millar milligan
    mills minhas miranda mishra mistry mitra mohamed mohammed mohamud molina molloy monaghan monroe montague monteiro
    montero montes montgomery montoya moody moon mooney moran moreau moreira moretti morin morozov morrow morton moss
    mota moyer mueller muir mukherjee mulligan mullins munoz munro murdoch murillo musa mwangi myers nadeem nagy
    naidoo naidu nair nakamura nandi naranjo narayan nash nasser navarro nawaz neumann neville newell newman newton ng
    ngo nicholls nichols nicholson nielsen nikolaou nixon njoroge nkosi noble nolan noonan norris norton novak novotny
    nowak nugent nunes nunez nwachukwu nwosu oakes oakley obi obrien ochoa odhiambo odonnell odum ogden ogunbanjo
    ogunleye okada okafor okeke okereke okoro okoye okumura olaniyan oleary olivares oliveira oliver ollerenshaw olson
    olsson omar omondi oneal oneill onyango opoku orozco orr orsini ortega ortiz osei oshea osman osullivan otero
    otieno otoole ouattara ouellette owusu oyelaran ozturk pacheco padilla pagan page paige palacios pandey pandya
    papadopoulos pappas paquette parekh parikh park parra parrish parsons pascual patil patterson pavlov payne peacock
    pearce pedersen pelletier pena peralta pereira pereyra perkins perreault peters petersen peterson petit petrov
    petrova pham phan pickering pike pineda pinto pires pollard ponce poole popescu popov porras potts powers prakash
    prasad pratt prescott preston prieto pritchard proctor prosser puri quigley quinlan quinn quintero quiroz qureshi
    rafferty rafiq rahman raja rajan rajput ramachandran ramirez ramsay ramsey rana rangel rao rashid rasmussen
    rathore raymond razzaq reagan reddy redmond reeves regan rehman reid reilly reinhardt reis renard renner reyes
    reynolds ribeiro ricci richard richards richter riddle riggs riley rinaldi rios ritter rivas rivera rizvi roach
    robbins roberson robertson robles rocha rodrigues rogers rojas roland rollins roman romano romero ronan rooney
    rosado rosales rosario rosen rosenberg rossi roth rourke rowe rowland rowley roy rubin rubio rudd ruiz russo ryan
    saarinen sabri sadler saeed saenz sahin sahota saito sakamoto salas salazar saldana saleh salim salinas samuels
    sanchez sandhu sandoval sanford santana santiago santos sapkota sarkar sasaki sato saunders savage sawyer schaefer
    schmid schmidt schmitt schmitz schneider schofield schreiber schroeder schubert schulte schultz schulz schumacher
    schuster schwartz scully seaman segura sehgal sen senior sepulveda serrano sesay sethi sexton shaffer shah shaikh
    shapiro sharif shaw shea sheehan sheikh sheldon shepard sheppard sheridan sherman shetty shields shimizu shrestha
    siddiqui sidhu sierra silva silverman simmonds simmons simms sinclair singhal skinner slater sloan sm smirnov
    smythe snyder soares sokolov solano solis solomon somerville sorensen soriano sosa soto sousa souza sparks spence
    srinivasan stafford stanton starling steele stein steiner stephens stephenson stern stevenson stokes stratton
    strickland strong stuart suarez subramanian suleiman sultana sun sundaram sung sutherland suzuki svensson swanson
    sweeney sykes szabo szymanski tadesse tagliaferri takahashi talbot tamura tan tanaka tandon tapia tariq tate
    tavares tembo temple terry thakur thapa theriault thibodeau thomsen thorne thornton thorpe thurston tierney
    timmons tiwari tobin todorov toledo tomlinson torres toussaint townsend tran traore travers trevino trinh tripathi
    trujillo tsai tucker turnbull tuttle twomey tyson uddin ueda underwood upadhyay uribe usman valdes valdez valencia
    valentine valle vance vandenberg varga vargas varghese varma vasquez vaughan vaughn vega velasco velasquez velez
    venkatesan venter vera verma vickers villa villanueva villarreal vincent vogel volkov vu wada waddell wadsworth
    wagner walden walsh walton wang warsame waters watkins watt watts weaver webster weeks wei weiner weiss welch
    weller wendt werner westbrook whitaker whitehead whitfield whitney whittaker wiggins wilcox wilder wiley wilkerson
    wilkes wilkinson winslow winter winters wojcik wolfe wolff womack wong woodard woodruff woodward wozniak wu wyatt
    wynn yadav yamada yamaguchi yamamoto yang yates ybarra yeung yildiz yilmaz yoder yoon yoshida younis yousaf yu
    yusuf zaman zamora zapata zaragoza zavala zhang zhao zheng zhou zhu ziegler zielinski zimmerman zuma zuniga
    """)
